import type { Ledger, PersonRow } from "../ledger/ledger.ts";
import { type Clock, HOUR } from "../shared/time.ts";

export type Person = PersonRow;

/** Asks Slack for a person; undefined when there is no such user or no answer now. */
export type FetchPerson = (id: string) => Promise<Omit<PersonRow, "seenAt"> | undefined>;

/** The id of whoever has this address; null: nobody has, undefined: Slack does not say now. */
export type FindByEmail = (email: string) => Promise<string | null | undefined>;

export type People = {
  /** What is known of a person, at most a day old where Slack answers; otherwise what was known last. */
  get(id: string): Promise<Person | undefined>;
  /** Display names of these people, to be used right after. Who is not known goes by his id. */
  names(ids: readonly string[]): Promise<(id: string) => string>;
  /** Null: nobody has this address. Undefined: it is not known now. */
  byEmail(email: string): Promise<Person | null | undefined>;
  save(person: Omit<PersonRow, "seenAt">): Promise<void>;
};

const FRESH_FOR = 24 * HOUR;

export function peopleOver(ledger: Ledger, clock: Clock, fetch: FetchPerson, findByEmail: FindByEmail): People {
  async function get(id: string): Promise<Person | undefined> {
    const known = await ledger.person(id);
    if (known !== undefined && clock.now() - known.seenAt < FRESH_FOR) return known;
    const fetched = await fetch(id);
    if (fetched === undefined) return known;
    const person = { ...fetched, seenAt: clock.now() };
    await ledger.savePerson(person);
    return person;
  }
  return {
    get,
    async names(ids) {
      const found = new Map<string, string>();
      for (const id of new Set(ids)) {
        const person = await get(id);
        if (person !== undefined) found.set(id, person.name);
      }
      return (id) => found.get(id) ?? id;
    },
    async byEmail(email) {
      const wanted = email.toLowerCase();
      const known = (await ledger.people()).find((person) => person.email?.toLowerCase() === wanted);
      if (known !== undefined) return known;
      const id = await findByEmail(email);
      return id === undefined || id === null ? id : get(id);
    },
    save: (person) => ledger.savePerson({ ...person, seenAt: clock.now() }),
  };
}
