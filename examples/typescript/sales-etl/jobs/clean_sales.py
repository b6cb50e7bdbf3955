"""Cleans the sales of a day: one row a sale, typed, partitioned by the day."""
import sys

from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext
from pyspark.sql import functions as sql

arguments = getResolvedOptions(sys.argv, ["JOB_NAME", "run_date", "source", "target"])
context = GlueContext(SparkContext.getOrCreate())
job = Job(context)
job.init(arguments["JOB_NAME"], arguments)

sales = context.spark_session.read.csv(f"{arguments['source']}{arguments['run_date']}/", header=True)
clean = (
    sales.dropDuplicates(["sale_id"])
    .withColumn("sku", sql.trim("sku"))
    .withColumn("quantity", sql.col("quantity").cast("int"))
    .withColumn("amount", sql.col("amount").cast("decimal(12,2)"))
)
clean.write.mode("overwrite").parquet(f"{arguments['target']}day={arguments['run_date']}/")
job.commit()
