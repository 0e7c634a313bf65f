import { all } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB, type EventDraft } from '../../../core/event.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayChangeWaysIn, mayLeave, theClockMay } from '../policy.ts'
import { personsOf } from '../queries/identities.ts'
import { operatingOf } from '../queries/operators.ts'
import { sessionHeld } from '../queries/sessions.ts'
import { erasingHours } from '../rules.ts'
import type {} from '../tables.ts'
import { heldField } from './fields.ts'
import { lockOperators } from './lock-operators.ts'

/** For one identity, so that other rooms can end what it held; nothing in it joins two of them. */
const left = (person: string): EventDraft => ({
  kind: 'people.person.left',
  scope: THE_HUB,
  subject: person,
  data: {},
  visibility: 'internal',
  anonymous: true,
})

/** For whoever is in danger. What they wrote in other rooms stays there, under an id that has no name any more. */
export const eraseAccount = command({
  name: 'people.erase-account',
  summary:
    'Erase your account at once, within fifteen minutes of signing in. All of your identities vanish in the same moment, which can tell that they were one.',
  route: 'DELETE /me/account',
  limit: 'write',
  whileLeaving: true,
  input: z.object({ sure: z.boolean().refine((sure) => sure, 'field.required'), held: heldField }),
  output: z.object({ erased: z.literal(true) }),
  async facts(tx, { input, actor }) {
    await lockOperators(tx)
    const [held, operating] = [await sessionHeld(tx, input.held), await operatingOf(tx, actor.account)]
    return { held, operating, persons: await personsOf(tx, actor.account) }
  },
  may: ({ actor, facts, now }) => all(mayLeave(actor, facts.operating), mayChangeWaysIn(actor, facts.held, now)),
  async run(tx, { actor, facts }) {
    await tx.deleteFrom('session').where('account_id', '=', actor.account).execute()
    await tx
      .deleteFrom('person')
      .where('id', 'in', [...facts.persons])
      .execute()
    await dropAccount(tx, actor.account)
    return { erased: true as const }
  },
  tell: ({ facts }) => facts.persons.map(left),
})

/**
 * What is due: of one account whose grace is over, the address, the ways in and all that joins its identities; and one identity whose own
 * hour has come. The sweep calls it until nothing is due, so each identity goes in a transaction of its own.
 * No route: the clock does it.
 */
export const eraseDue = command({
  name: 'people.erase-due',
  summary: 'Erase what is left of those who asked to leave, once their grace is over.',
  input: z.object({}),
  output: z.object({ account: z.boolean(), person: z.string().nullable() }),
  async facts(tx, { now }) {
    const due = tx.selectFrom('account').select('id').where('leaving_at', '<=', now).orderBy('id').limit(1).forUpdate().skipLocked()
    // By their random ids: the order of the rows would tell who came with whom.
    const gone = tx.selectFrom('person').select('id').where('erase_at', '<=', now).orderBy('id').limit(1).forUpdate().skipLocked()
    return { account: (await due.executeTakeFirst())?.id ?? null, person: (await gone.executeTakeFirst())?.id ?? null }
  },
  may: ({ actor }) => theClockMay(actor),
  async run(tx, { facts, now, outside }) {
    if (facts.person !== null) await tx.deleteFrom('person').where('id', '=', facts.person).execute()
    if (facts.account !== null) await closeAccount(tx, facts.account, { now, below: outside.below })
    return { account: facts.account !== null, person: facts.person }
  },
  tell: ({ result }) => [
    ...(result.person === null ? [] : [left(result.person)]),
    ...(result.account
      ? [{ kind: 'people.account.ended', scope: THE_HUB, subject: THE_HUB, data: {}, visibility: 'internal', anonymous: true } as const]
      : []),
  ],
})

async function closeAccount(tx: Tx, account: string, chance: { now: Date; below: (limit: number) => number }): Promise<void> {
  const persons = await personsOf(tx, account)
  const hours = erasingHours(persons.length, chance.now, chance.below)
  await tx.deleteFrom('session').where('account_id', '=', account).execute()
  for (const [place, person] of persons.entries()) {
    await tx
      .updateTable('person')
      .set({ account_id: null, erase_at: hours[place] ?? chance.now, operator: false, at_sign_in: false })
      .where('id', '=', person)
      .execute()
  }
  await dropAccount(tx, account)
}

/** With the links that went to its address: they hold the address as well, under the same tag. */
async function dropAccount(tx: Tx, account: string | null): Promise<void> {
  const gone = await tx.deleteFrom('account').where('id', '=', account).returning('email_tag').executeTakeFirst()
  if (gone !== undefined && gone.email_tag !== null) await tx.deleteFrom('sign_in_link').where('email_tag', '=', gone.email_tag).execute()
}
