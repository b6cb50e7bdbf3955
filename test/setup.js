// The template validator that ships with aws-cdk-lib costs a second and 360 MB in each test file:
// it stays off here and runs where templates are validated on purpose (.ci/run, npm run demo).
process.env.CDK_VALIDATION ??= 'false';
