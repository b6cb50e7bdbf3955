/** Where the simulator is known to differ from AWS: what, and why it does. */
export const DIFFERENCES: ReadonlyArray<readonly [string, string]> = [
  ['`States.MathRandom` with a seed', 'the same seed gives the same number, but not the number that AWS gives: how AWS makes it is not documented'],
  ['cause texts of failed intrinsic functions', 'the error name is as AWS documents it, the reason is in our words: AWS does not document it'],
  ['numbers written `1.0`', 'come out as `1`: JavaScript does not tell them apart'],
  ['an expression of a Pass state that fails', 'its `EvaluationFailed` event follows the state\'s own Entered event, as in other states; AWS has recorded it as following what came before the state'],
  ['recordings of waits until a time in the input', 'the time was replaced by a placeholder, so that no interpreter can answer them'],
  ['recordings of `States.MathRandom`', 'the number was replaced by a word'],
  ['recordings of a failing branch that lost the order of events', 'the answer of the last call was lost with it'],
  ['a recording of a negative `MaxConcurrencyPath`', 'it ends with the start of the execution; here the state fails with `States.Runtime`'],
  ['a Map over a JSON object', 'the state fails: AWS documents that each key-value pair is an iteration, but not the shape of the pair'],
  ['quotas of variables (256 KiB an `Assign`, 10 MiB in all)', 'they are not held: AWS does not document the error'],
  ['`States.BranchFailed`', 'is never made: a Parallel state fails with the error of its branch, as in every recording'],
  ['`startExecution` of a name that runs with the same input', 'starts another execution where AWS hands back the one that runs; a name that has ended is refused as AWS does'],
  ['S3 inventories in Parquet or ORC, Parquet pages in LZ4', 'are refused by name'],
];
