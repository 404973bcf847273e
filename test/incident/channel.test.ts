import { describe, expect, test } from "vitest";
import { channelOpened, declared, fact, given } from "../given.ts";

const open = { type: "recordChannel", channel: "C7", name: "inc-7-checkout", byHand: false } as const;

describe("the channel", () => {
  test("is one: a second is not taken", () => {
    const { incident } = given(declared())
      .when(open)
      .thenHappens(channelOpened())
      .when({ ...open, channel: "C8" })
      .thenNothing();
    expect(incident.channel).toEqual({ id: "C7", name: "inc-7-checkout" });
  });

  test("can be lost, once, with everybody in it, and another be taken", () => {
    const lose = { type: "recordChannelLost", channel: "C7", why: "its channel was deleted" } as const;
    const { incident } = given(declared(), channelOpened(), fact("ResponderJoined", { user: "U2" }))
      .when(lose)
      .thenHappens(fact("ChannelLost", { channel: "C7", why: "its channel was deleted" }))
      .when(lose)
      .thenNothing();
    expect(incident).toMatchObject({ channel: null, channelLost: "its channel was deleted", joined: [] });
    given(declared(), channelOpened(), fact("ChannelLost", { channel: "C7", why: "deleted" }))
      .when({ ...open, channel: "C8", byHand: true })
      .thenHappens(fact("ChannelOpened", { channel: "C8", name: "inc-7-checkout", byHand: true }));
  });

  test("takes the name that somebody gave it, once", () => {
    const rename = { type: "recordChannelRenamed", channel: "C7", name: "checkout-is-burning" } as const;
    const { incident } = given(declared(), channelOpened())
      .when(rename)
      .thenHappens(fact("ChannelRenamed", { channel: "C7", name: "checkout-is-burning" }))
      .when(rename)
      .thenNothing();
    expect(incident.channel).toEqual({ id: "C7", name: "checkout-is-burning" });
    given(declared(), channelOpened())
      .when({ ...rename, channel: "C8" })
      .thenNothing();
    given(declared()).when(rename).thenNothing();
  });

  test("that is not the incident's is not lost", () => {
    given(declared(), channelOpened()).when({ type: "recordChannelLost", channel: "C8", why: "deleted" }).thenNothing();
  });
});

describe("people in the channel", () => {
  test("join, once, and leave, once", () => {
    given(declared(), channelOpened())
      .when({ type: "recordJoined", user: "U2" })
      .thenHappens(fact("ResponderJoined", { user: "U2" }))
      .when({ type: "recordJoined", user: "U2" })
      .thenNothing()
      .when({ type: "recordLeft", user: "U2" })
      .thenHappens(fact("ResponderLeft", { user: "U2" }))
      .when({ type: "recordLeft", user: "U2" })
      .thenNothing();
  });

  test("those who leave a private incident see it no more, those who were invited still do", () => {
    const { incident } = given(
      declared({ private: true, invite: ["U2", "U3"] }),
      channelOpened(),
      fact("ResponderJoined", { user: "U2" }),
      fact("ResponderLeft", { user: "U2" }),
    );
    expect(incident.members).toEqual(["U1", "U3"]);
  });
});
