module example.com/shop/orders

go 1.26

require (
	github.com/aws/aws-cdk-go/awscdk/v2 v2.275.0
	github.com/aws/constructs-go/constructs/v10 v10.8.1
	github.com/aws/jsii-runtime-go v1.142.0
	github.com/cdkstepwise/cdk-stepwise-go/cdkstepwise v0.0.0
)
