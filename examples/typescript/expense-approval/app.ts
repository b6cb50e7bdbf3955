import { App } from 'aws-cdk-lib';
import { ExpensesStack } from './expenses-stack';

/** The app, for whoever wants to look into it: tests, the demo. */
export const app = new App();

new ExpensesStack(app, 'Expenses');
app.synth();
