package io.waymark.job.journey;

/**
 * The parts of the journey operator, connected.
 *
 * @param order when a touchpoint is applied
 * @param rules how a rule gets into force
 * @param policy how the policy gets into force
 * @param pauses how the breaker's pauses get into force
 * @param questions how questions about customers are answered
 * @param updates what happens to a customer
 * @param customers the customers on heap
 * @param map what goes to the journey map
 * @param headcounts what goes to the breaker
 */
record JourneyParts(
    EventTimeOrder order,
    RuleUpdates rules,
    PolicyUpdates policy,
    PauseUpdates pauses,
    QuestionDesk questions,
    CustomerUpdates updates,
    HotCustomers customers,
    MapFeed map,
    HeadcountFeed headcounts) {}
