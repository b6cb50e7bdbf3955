import { App } from 'aws-cdk-lib';
import { TravelStack } from './travel-stack';

/** The app, for whoever wants to look into it: tests, the demo. */
export const app = new App();

new TravelStack(app, 'Travel');
app.synth();
