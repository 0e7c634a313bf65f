import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayOrganise } from '../policy.ts'
import { doorToken } from '../queries/door.ts'
import { demandEdition } from '../queries/plan.ts'
import { no } from '../refusals.ts'
import { LINK_DAYS } from '../rules.ts'
import type {} from '../tables.ts'

/** The hub sends nothing: an organiser hands it over by any channel, and nobody’s address is asked for. */
export const makeCheckInLink = command({
  name: 'registrations.make-check-in-link',
  summary: 'Make a link with which somebody without an account checks people in, for some days. For organisers of the edition.',
  route: 'POST /editions/{edition}/check-in-links',
  input: z.object({ edition: z.uuid(), days: z.number().int().min(1).max(LINK_DAYS).default(3) }),
  output: z.object({ id: z.string(), token: z.string(), path: z.string(), expiresAt: z.date() }),
  facts: (tx, { input, actor }) => demandEdition(tx, input.edition, actor),
  may: ({ actor, facts }) => mayOrganise(actor, facts.organiser),
  async run(tx, { input, actor, facts, now, outside }) {
    const id = outside.uuid()
    const expiresAt = new Date(now.getTime() + input.days * 86_400_000)
    // It ends with the office of whoever made it; who runs the hub needs none.
    await tx
      .insertInto('check_in_link')
      .values({ edition_id: input.edition, id, made_by: actor.operator ? null : actor.person, expires_at: expiresAt })
      .execute()
    const token = doorToken(outside.keys, input.edition, id)
    return { id, token, path: `${facts.edition.path}/check-in/by/${token}`, expiresAt }
  },
  tell: ({ input, result }) => [
    { kind: 'registrations.check-in-link.made', scope: input.edition, subject: result.id, data: {}, visibility: 'internal' },
  ],
})

export const withdrawCheckInLink = command({
  name: 'registrations.withdraw-check-in-link',
  summary: 'Let a link for the door open it no longer. For organisers of the edition.',
  route: 'DELETE /editions/{edition}/check-in-links/{link}',
  input: z.object({ edition: z.uuid(), link: z.uuid() }),
  output: z.object({}),
  async facts(tx, { input, actor }) {
    const seen = await demandEdition(tx, input.edition, actor)
    const row = await tx
      .selectFrom('check_in_link')
      .select('id')
      .where('edition_id', '=', input.edition)
      .where('id', '=', input.link)
      .executeTakeFirst()
    return { ...seen, there: row !== undefined }
  },
  may: ({ actor, facts }) => all(mayOrganise(actor, facts.organiser), facts.there ? yes : no('check-in.link-over')),
  async run(tx, { input }) {
    await tx.deleteFrom('check_in_link').where('edition_id', '=', input.edition).where('id', '=', input.link).execute()
    return {}
  },
  tell: ({ input }) => [
    { kind: 'registrations.check-in-link.withdrawn', scope: input.edition, subject: input.link, data: {}, visibility: 'internal' },
  ],
})
