import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { dayOf, THE_HUB } from '../../../core/event.ts'
import type { Tx } from '../../../platform/db.ts'
import { people } from '../../people/index.ts'
import { providerIsOn } from '../policy.ts'
import { providerBySlug, slugField } from '../queries/providers.ts'
import { accountOfSubject } from '../queries/subjects.ts'
import type {} from '../tables.ts'
import { stateField, subjectField } from './fields.ts'
import { spendPassage } from './spend-passage.ts'

// No route: what the provider said is proved on the page to which it sends people back; nobody else may say it.
/**
 * Signs in whom a provider vouches for, and makes an account without an address where the subject is new. An account is never found by an
 * e-mail address: whoever runs a provider could write anybody's address into it and would be let in as them.
 */
export const useProvider = command({
  name: 'providers.use-provider',
  summary: 'Sign in by a provider of OpenID Connect.',
  limit: 'sign-in',
  whileLeaving: true,
  input: z.object({
    provider: slugField,
    subject: subjectField,
    state: stateField,
    /** A first name for somebody who is new; it can be changed at once. */
    newcomerName: z.string().trim().min(1).max(80),
    replaces: z.string().max(200).optional(),
  }),
  output: z.object({ session: z.string(), person: z.string(), newcomer: z.boolean() }),
  facts: (tx, { input }) => providerBySlug(tx, input.provider),
  may: ({ facts }) => providerIsOn(facts.enabled),
  async run(tx, { input, actor, facts, now, outside }) {
    await spendPassage(tx, input.state, now)
    const clock = { outside, now }
    const known = await accountOfSubject(tx, input.subject)
    const subject = input.subject[0]
    const account = known ?? (await newAccount(tx, { ...input, subject, language: actor.locale, providerId: facts.id }, clock))
    // One that was made with a secret that has been replaced is made anew with the one in use.
    await tx
      .updateTable('provider_subject')
      .set({ subject_tag: subject, used_at: dayOf(now) })
      .where('subject_tag', 'in', input.subject)
      .execute()
    const person = await people.personAtSignIn(tx, account)
    const session = await people.openSession(tx, { account, person }, input.replaces, clock)
    return { session, person, newcomer: known === null }
  },
  // As by a letter: that an account was made is told of a person; who signed in when would be a trail of visits, so nobody is named.
  tell: ({ result }) => {
    const told = { scope: THE_HUB, data: {}, visibility: 'internal', anonymous: true } as const
    return [
      ...(result.newcomer ? [{ kind: 'people.account.made', subject: result.person, ...told }] : []),
      { kind: 'people.session.begun', subject: THE_HUB, ...told },
    ]
  },
})

type New = { readonly subject: Buffer; readonly providerId: string; readonly newcomerName: string; readonly language: string }
type Clock = Parameters<typeof people.openSession>[3]

async function newAccount(tx: Tx, { subject, providerId, newcomerName, language }: New, clock: Clock): Promise<string> {
  const made = await people.makeAccount(tx, { email: null, language, name: newcomerName }, clock)
  if (made === null) throw new TypeError('an account without an address stands in nobody’s way')
  // Of two first visits at once the second finds the key taken; it fails whole, and is done again by its sender.
  await tx
    .insertInto('provider_subject')
    .values({ subject_tag: subject, provider_id: providerId, account_id: made.account, made_at: dayOf(clock.now), used_at: null })
    .execute()
  return made.account
}
