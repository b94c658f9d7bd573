#include "Probe.h"

#if defined(__GLIBC__) || __has_include(<gnu/libc-version.h>)

// A program's own malloc comes before that of the C library, for all that is linked to it.

#include <errno.h>
#include <stdatomic.h>
#include <stddef.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

static atomic_uint_fast64_t count;

static inline void note(void) { atomic_fetch_add_explicit(&count, 1, memory_order_relaxed); }

void *malloc(size_t size) {
    note();
    return __libc_malloc(size);
}

void *calloc(size_t number, size_t size) {
    note();
    return __libc_calloc(number, size);
}

void *realloc(void *block, size_t size) {
    note();
    return __libc_realloc(block, size);
}

void *memalign(size_t alignment, size_t size) {
    note();
    return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

int posix_memalign(void **block, size_t alignment, size_t size) {
    void *found = memalign(alignment, size);
    if (!found) return ENOMEM;
    *block = found;
    return 0;
}

const _Bool countsAllocations = 1;
uint64_t allocationCount(void) { return atomic_load_explicit(&count, memory_order_relaxed); }

#else

const _Bool countsAllocations = 0;
uint64_t allocationCount(void) { return 0; }

#endif

void use(const void *value) { (void)value; }
