"""AWS Budgets: moto keeps budgets and notifications. Added here: changes of a budget, subscribers, tags, and the limits that AWS documents."""

from __future__ import annotations

import json
import re
from typing import Any

from moto.budgets.responses import BudgetsResponse

from ..core import Resource, add_tags, error, parameters, remove_tags, store, tag_list, take_over

# API reference: "A budget can have up to five notifications, and each notification can have one SNS subscriber and up to 10 email subscribers."
_NOTIFICATIONS = 5
_EMAILS = 10


class Budgets(BudgetsResponse):
    """See the module."""

    def create_budget(self) -> str:
        given = parameters(self)
        budget = given["Budget"]
        if not re.fullmatch(r"(?![^:\\]*/action/|(?i:.*<script>.*</script>.*))[^:\\]{1,100}", budget["BudgetName"]):
            raise error("InvalidParameterException", "BudgetName must have 1 to 100 characters, without : and \\.")
        _as_kept(budget)
        notifications = given.get("NotificationsWithSubscribers") or []
        if len(notifications) > _NOTIFICATIONS:
            raise _limit(f"A budget can have up to {_NOTIFICATIONS} notifications.")
        for notification in notifications:
            _check_subscribers(notification["Subscribers"])
        self.backend.create_budget(given["AccountId"], budget, notifications)
        add_tags(_arn(self, budget["BudgetName"]), given.get("ResourceTags"))
        return json.dumps({})

    def update_budget(self) -> str:
        given = parameters(self)
        budget = given["NewBudget"]
        known = self._budget(given["AccountId"], budget["BudgetName"])
        _as_kept(budget)
        known.budget = {**known.budget, **budget}
        return json.dumps({})

    def delete_budget(self) -> str:
        store.forget_tags(_arn(self, parameters(self)["BudgetName"]))
        return super().delete_budget()

    def create_notification(self) -> str:
        given = parameters(self)
        budget = self._budget(given["AccountId"], given["BudgetName"])
        _check_subscribers(given["Subscribers"])
        if any(known.details == given["Notification"] for known in budget.notifications):
            raise error("DuplicateRecordException", "The notification already exists.")
        if len(budget.notifications) >= _NOTIFICATIONS:
            raise _limit(f"A budget can have up to {_NOTIFICATIONS} notifications.")
        return super().create_notification()

    def describe_notifications_for_budget(self) -> str:
        given = parameters(self)
        budget = self._budget(given["AccountId"], given["BudgetName"])
        return json.dumps({"Notifications": [{"NotificationState": "OK", **each.details} for each in budget.notifications]})

    def describe_subscribers_for_notification(self) -> str:
        given = parameters(self)
        budget = self._budget(given["AccountId"], given["BudgetName"])
        asked = {key: value for key, value in given["Notification"].items() if key != "NotificationState"}
        for known in budget.notifications:
            if known.details == asked:
                return json.dumps({"Subscribers": known.subscribers})
        raise error("NotFoundException", "Unable to find the notification.")

    def delete_notification(self) -> str:
        given = parameters(self)
        asked = {key: value for key, value in given["Notification"].items() if key != "NotificationState"}
        self._budget(given["AccountId"], given["BudgetName"]).delete_notification(asked)
        return json.dumps({})

    def list_tags_for_resource(self) -> str:
        return json.dumps({"ResourceTags": tag_list(parameters(self)["ResourceARN"])})

    def tag_resource(self) -> str:
        given = parameters(self)
        add_tags(given["ResourceARN"], given["ResourceTags"])
        return json.dumps({})

    def untag_resource(self) -> str:
        given = parameters(self)
        remove_tags(given["ResourceARN"], given["ResourceTagKeys"])
        return json.dumps({})

    def _budget(self, account: str, name: str) -> Any:
        self.backend.describe_budget(account, name)
        return self.backend.budgets[account][name]


def _arn(request: BudgetsResponse, name: str) -> str:
    return f"arn:{request.partition}:budgets::{request.current_account}:budget/{name}"


def _as_kept(budget: Resource) -> None:
    """As AWS answers: 3000.0 where 3000 was sent, and seconds since 1970."""
    period = budget.get("TimePeriod")
    if period is not None:
        budget["TimePeriod"] = {key: time.timestamp() for key, time in period.items()}
    limit = budget.get("BudgetLimit")
    if limit is not None:
        limit["Amount"] = str(float(limit["Amount"]))


def _check_subscribers(subscribers: list[Resource]) -> None:
    kinds = [subscriber["SubscriptionType"] for subscriber in subscribers]
    if kinds.count("SNS") > 1 or kinds.count("EMAIL") > _EMAILS:
        raise _limit(f"A notification can have one SNS subscriber and up to {_EMAILS} email subscribers.")


def _limit(message: str) -> Exception:
    return error("CreationLimitExceededException", message)


take_over("budgets", Budgets)
