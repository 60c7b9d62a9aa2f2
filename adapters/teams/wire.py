"""From plain JSON to the SDK's models, so that nothing is lost when they are sent."""

from __future__ import annotations

from botbuilder.schema import (
    Activity,
    AdaptiveCardInvokeResponse,
    Attachment,
    ConversationAccount,
    ConversationReference,
)
from botbuilder.schema import ChannelAccount as Account
from botbuilder.schema import Entity as SdkEntity

from adapters.teams.elements import Payload


class Entity(SdkEntity):  # type: ignore[misc]  # the SDK ships no types
    """An entity with all its fields.

    The SDK's own knows only `type` and drops the rest in silence when it is sent.
    """

    _attribute_map = {  # noqa: RUF012  # as the SDK's models declare it
        **SdkEntity._attribute_map,
        "additional_properties": {"key": "", "type": "{object}"},
    }

    def __init__(self, fields: Payload) -> None:
        rest = {name: value for name, value in fields.items() if name != "type"}
        super().__init__(type=fields["type"], additional_properties=rest)


class PressReply(AdaptiveCardInvokeResponse):  # type: ignore[misc]
    """The answer to a press. The SDK's own cannot be sent with words, only with a card."""

    _attribute_map = {  # noqa: RUF012
        **AdaptiveCardInvokeResponse._attribute_map,
        "value": {"key": "value", "type": "object"},
    }


def to_activity(payload: Payload) -> Activity:
    """The SDK's activity for a rendered payload."""
    return Activity(
        type=payload["type"],
        text=payload.get("text"),
        text_format=payload.get("textFormat"),
        speak=payload.get("speak"),
        entities=[Entity(entity) for entity in payload.get("entities", ())],
        attachments=[
            Attachment(content_type=attachment["contentType"], content=attachment["content"])
            for attachment in payload.get("attachments", ())
        ],
    )


def to_reference(locator: Payload) -> ConversationReference:
    """The SDK's conversation reference for an address's locator."""
    conversation, bot, user = locator["conversation"], locator["bot"], locator.get("user")
    return ConversationReference(
        activity_id=locator["activityId"] or None,
        user=Account(id=user["id"], aad_object_id=user["aadObjectId"] or None) if user else None,
        bot=Account(id=bot["id"], name=bot["name"]),
        conversation=ConversationAccount(id=conversation["id"], tenant_id=conversation["tenantId"]),
        channel_id=locator["channelId"],
        service_url=locator["serviceUrl"],
    )
