/** What the state names of a second run end with. */
export const AGAIN = ' (again)';

/** What the labels of a second run end with. */
export const AGAIN_LABEL = '-again';

/** The member of the input that asks for a second run. */
export const FAILED_ITEMS = 'failedItems';

/** Names of the states that the map named `name` makes itself, the group around them first. */
export function mapStateNames(name: string) {
  return {
    group: name,
    which: `${name}: all or failed items`,
    refused: `${name}: not one file`,
    map: `${name}: items`,
    again: `${name}: items${AGAIN}`,
    count: `${name}: count`,
    failed: `${name}: failed items`,
  };
}

/** A label of the name, as far as AWS and CloudWatch take its characters. */
export function labelOf(name: string, room: number): string {
  return name.replace(/[^A-Za-z0-9_.-]+/g, '-').slice(0, room);
}
