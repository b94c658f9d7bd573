#ifndef PROBE_H
#define PROBE_H

#include <stdint.h>

/// Whether allocations are counted on this platform.
extern const _Bool countsAllocations;

/// How many blocks of memory the process has asked for so far.
uint64_t allocationCount(void);

/// Does nothing with a value, which the optimiser does not know.
void use(const void *value);

#endif
