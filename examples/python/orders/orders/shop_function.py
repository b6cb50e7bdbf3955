"""The functions of the shop."""

from pathlib import Path
from typing import Mapping, Optional

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

#: The code of the functions, which the shop has once for all of its apps.
HANDLERS = Path(__file__).parents[3] / "typescript" / "orders" / "handlers"


class ShopFunction(lambda_.Function):
    """A function with a role that can write its log and nothing else.

    :param code: the function in the handlers: ``inventory.reserve`` is ``reserve`` of ``inventory/index.js``
    :param environment: what it finds in ``process.env``
    """

    def __init__(self, scope: Construct, id: str, *, code: str, environment: Optional[Mapping[str, str]] = None) -> None:
        folder, name = code.split(".")
        log_group = logs.LogGroup(
            scope,
            f"{id}Log",
            retention=logs.RetentionDays.ONE_MONTH,
            removal_policy=RemovalPolicy.DESTROY,
        )
        role = iam.Role(scope, f"{id}Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
        log_group.grant_write(role)
        super().__init__(
            scope,
            id,
            runtime=lambda_.Runtime.NODEJS_24_X,
            architecture=lambda_.Architecture.ARM_64,
            code=lambda_.Code.from_asset(str(HANDLERS / folder)),
            handler=f"index.{name}",
            environment=environment,
            timeout=Duration.seconds(10),
            memory_size=256,
            log_group=log_group,
            role=role,
        )
