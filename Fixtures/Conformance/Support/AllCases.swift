/// Every case, file by file.
public let allCases: [any AnyCase] = Array(
    [
        assignmentCases,
        callsCases,
        callsElsewhereCases,
        checkpointsOnSuspendCases,
        collectionsCases,
        conditionsCases,
        deferCases,
        errorPatternsCases,
        errorsCases,
        evaluationOrderCases,
        exchangesCases,
        exitCases,
        expressionsCases,
        inferenceCases,
        iterationCases,
        iterationKindsCases,
        labelsCases,
        loopsCases,
        namesCases,
        namesOfPlacesCases,
        optionalChainingCases,
        ordinaryAwaitsCases,
        patternsCases,
        publicAccessCases,
        scopingCases,
        sleepsCases,
        spellingCases,
        stringsCases,
        switchesCases,
    ].joined()
)

/// The durable functions that are no cases themselves, because cases call them.
public let callees = [
    "fibonacci",
    "isEven",
    "returningNothing",
    "isOdd",
    "descending",
    "later",
    "laterFlag",
    "laterText",
    "laterPositive",
    "laterBump",
    "laterFailing",
]
