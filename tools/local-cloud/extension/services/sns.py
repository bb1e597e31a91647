"""SNS: topic attributes that moto stores and does not return."""

from __future__ import annotations

from moto.core.responses import ActionResult
from moto.sns.responses import SNSResponse

from ..core import parameters, take_over

ATTRIBUTES = {"SignatureVersion": "signature_version", "TracingConfig": "tracing_config", "ArchivePolicy": "archive_policy"}


class Sns(SNSResponse):
    """See the module."""

    def get_topic_attributes(self) -> ActionResult:
        answer = super().get_topic_attributes()
        topic = self.backend.get_topic(parameters(self)["TopicArn"])
        kept = {name: getattr(topic, attribute, None) for name, attribute in ATTRIBUTES.items()}
        answer.result["Attributes"].update({name: value for name, value in kept.items() if value})
        return answer


take_over("sns", Sns)
