/**
 * What a parent or carer acknowledges where a pupil's agreement has a place for their signature and no words. The
 * school's choice, shown as such, and kept in the record of each signature made under it: changing it here changes
 * none of those.
 */
export const standardCountersignWords =
  "I have read this agreement with the child I am signing for, and I will help them to keep to it.";
