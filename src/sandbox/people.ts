import { type Forms, forms } from "./slack/person/forms.ts";
import { type Looking, looking } from "./slack/person/looking.ts";
import { type Pressing, pressing } from "./slack/person/pressing.ts";
import type { Seat } from "./slack/person/seat.ts";
import { type Talking, talking } from "./slack/person/talking.ts";
import { type Tending, tending } from "./slack/person/tending.ts";

export type Person = { readonly id: string; readonly name: string } & Looking & Talking & Pressing & Forms & Tending;

/**
 * Somebody at a screen: the vocabulary in which stories are told. A person can do what a person can do in Slack and no
 * more; what is not possible throws in plain words. Each deed resolves when the app has answered and all is quiet.
 */
export function person(seat: Seat): Person {
  return {
    id: seat.user.id,
    name: seat.user.name,
    ...looking(seat),
    ...talking(seat),
    ...pressing(seat),
    ...forms(seat),
    ...tending(seat),
  };
}
