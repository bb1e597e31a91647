"""The local cloud: moto, plus the AWS operations that the Terraform AWS provider needs and moto lacks.

It is a stand-in for development. Every operation follows AWS's documented API: it validates what AWS validates and answers
with AWS's error codes. It is never bent to make a Terraform module pass.
"""
