import { App } from 'aws-cdk-lib';
import { OrdersStack } from './orders-stack';

/** The app, for whoever wants to look into it: tests, the demo. */
export const app = new App();

new OrdersStack(app, 'Orders');
app.synth();
