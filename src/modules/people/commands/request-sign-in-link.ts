import { z } from 'zod'
import { yes } from '#base'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { countOpenLinks } from '../queries/sign-in-link.ts'
import { linkExpiry, MOST_OPEN_LINKS } from '../rules.ts'
import type {} from '../tables.ts'
import { emailField, thenField } from './fields.ts'

/** The same answer for every address: nobody learns here who has an account. The letter is written later, by a job. */
export const requestSignInLink = command({
  name: 'people.request-sign-in-link',
  summary: 'Ask for a sign-in link by mail. The answer is the same for every address.',
  route: 'POST /sign-in-links',
  limit: 'sign-in',
  whileLeaving: true,
  input: z.object({ email: emailField, then: thenField.optional() }),
  output: z.object({ asked: z.literal(true) }),
  async facts(tx, { input, now, outside }) {
    return { link: outside.uuid(), open: await countOpenLinks(tx, outside.keys.tags('email', input.email), now) }
  },
  may: () => yes,
  async run(tx, { input, actor, now, outside, facts }) {
    // No refusal here: it would say that somebody else asks for this address. The job finds no link and sends nothing.
    if (facts.open >= MOST_OPEN_LINKS) return { asked: true as const }
    await tx
      .insertInto('sign_in_link')
      .values({
        id: facts.link,
        email_tag: outside.keys.tag('email', input.email),
        email_sealed: outside.keys.seal('email', input.email),
        language: actor.locale,
        then_path: input.then ?? null,
        created_at: now,
        expires_at: linkExpiry(now),
        used_at: null,
      })
      .execute()
    return { asked: true as const }
  },
  // Nobody is named: whoever is signed in may ask for another address, and the row would join the two.
  tell: ({ facts }) => [
    { kind: 'people.sign-in-link.requested', scope: THE_HUB, subject: facts.link, data: {}, visibility: 'internal', anonymous: true },
  ],
})
