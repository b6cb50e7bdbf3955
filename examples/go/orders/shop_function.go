package main

import (
	"path/filepath"
	"runtime"
	"strings"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

// handlers returns the folder of the functions' code, which the shop has once for all of its apps.
func handlers() string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Join(filepath.Dir(file), "..", "..", "typescript", "orders", "handlers")
}

// newShopFunction declares a function of the shop, with a role that can write its log and nothing else.
// The code "inventory.reserve" is reserve of handlers/inventory/index.js; environment is what it finds in process.env.
func newShopFunction(scope constructs.Construct, id, code string, environment map[string]*string) awslambda.Function {
	folder, name, _ := strings.Cut(code, ".")

	logGroup := awslogs.NewLogGroup(scope, jsii.String(id+"Log"), &awslogs.LogGroupProps{
		Retention:     awslogs.RetentionDays_ONE_MONTH,
		RemovalPolicy: awscdk.RemovalPolicy_DESTROY,
	})
	role := awsiam.NewRole(scope, jsii.String(id+"Role"), &awsiam.RoleProps{
		AssumedBy: awsiam.NewServicePrincipal(jsii.String("lambda.amazonaws.com"), nil),
	})
	logGroup.GrantWrite(role)

	return awslambda.NewFunction(scope, jsii.String(id), &awslambda.FunctionProps{
		Runtime:      awslambda.Runtime_NODEJS_24_X(),
		Architecture: awslambda.Architecture_ARM_64(),
		Code:         awslambda.Code_FromAsset(jsii.String(filepath.Join(handlers(), folder)), nil),
		Handler:      jsii.String("index." + name),
		Environment:  &environment,
		Timeout:      awscdk.Duration_Seconds(jsii.Number(10)),
		MemorySize:   jsii.Number(256),
		LogGroup:     logGroup,
		Role:         role,
	})
}
