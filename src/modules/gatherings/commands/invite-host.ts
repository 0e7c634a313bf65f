import { all, yes } from '#base'
import { z } from 'zod'
import type { Actor } from '../../../core/actor.ts'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayConfirmHost, mayInviteHost, mayRemoveHost } from '../policy.ts'
import { editionById, seenEdition } from '../queries/editions.ts'
import { hostFacts } from '../queries/hosts.ts'
import { no } from '../refusals.ts'

const input = z.object({ edition: z.uuid(), body: z.uuid() })
const output = z.object({ path: z.string() })

export const inviteHost = command({
  name: 'gatherings.invite-host',
  summary: 'Ask a body to host an edition too. It is a host once it has confirmed.',
  route: 'PUT /editions/{edition}/hosts/{body}',
  input,
  output,
  async facts(tx, { input: asked, actor }) {
    const seen = (await seenEdition(tx, { id: asked.edition }, actor)) ?? refuse(no('edition.missing'))
    return { ...seen, ...(await hostFacts(tx, asked, actor)) }
  },
  may: ({ actor, facts }) => all(mayInviteHost(actor, facts.organiser, facts), facts.known ? yes : no('host.missing')),
  async run(tx, { input: { edition, body }, facts, actor, now }) {
    await tx
      .insertInto('edition_host')
      .values({ edition_id: edition, body_id: body, asked_by: actor.person, asked_at: now, confirmed_at: null })
      .execute()
    return { path: facts.edition.path }
  },
  tell: ({ input: { edition, body } }) => [
    { kind: 'gatherings.host.invited', scope: edition, subject: body, data: {}, visibility: 'internal' },
  ],
})

export const confirmHost = command({
  name: 'gatherings.confirm-host',
  summary: 'Say yes, for a body that was asked to host an edition.',
  route: 'PUT /editions/{edition}/hosts/{body}/confirmation',
  input,
  output,
  facts: (tx, { input: asked, actor }) => partOf(tx, asked, actor),
  may: ({ actor, facts }) => mayConfirmHost(actor, facts),
  async run(tx, { input: { edition, body }, facts, now }) {
    await tx.updateTable('edition_host').set({ confirmed_at: now }).where('edition_id', '=', edition).where('body_id', '=', body).execute()
    return { path: facts.edition.path }
  },
  tell: ({ input: { edition, body }, facts }) => [
    {
      kind: 'gatherings.host.confirmed',
      scope: edition,
      subject: body,
      data: {},
      visibility: facts.edition.state === 'draft' ? 'internal' : 'public',
    },
  ],
})

export const removeHost = command({
  name: 'gatherings.remove-host',
  summary: 'Take back the question to a body, refuse it, or end its part as a host.',
  route: 'DELETE /editions/{edition}/hosts/{body}',
  input,
  output,
  facts: (tx, { input: asked, actor }) => partOf(tx, asked, actor),
  may: ({ actor, facts }) => mayRemoveHost(actor, facts.organiser, facts),
  async run(tx, { input: { edition, body }, facts }) {
    await tx
      .deleteFrom('session_host')
      .where('body_id', '=', body)
      .where('session_id', 'in', (eb) => eb.selectFrom('summit_session').select('id').where('edition_id', '=', edition))
      .execute()
    await tx.deleteFrom('edition_host').where('edition_id', '=', edition).where('body_id', '=', body).execute()
    return { path: facts.edition.path }
  },
  tell: ({ input: { edition, body }, facts }) => [
    {
      kind: 'gatherings.host.removed',
      scope: edition,
      subject: body,
      data: {},
      visibility: facts.row?.confirmedAt == null || facts.edition.state === 'draft' ? 'internal' : 'public',
    },
  ],
})

/** Whoever was asked knows of the edition, be it a draft; to others a draft is missing, and so is the question. */
async function partOf(tx: Tx, asked: z.infer<typeof input>, actor: Actor) {
  const edition = (await editionById(tx, asked.edition, actor.locale)) ?? refuse(no('edition.missing'))
  const facts = await hostFacts(tx, asked, actor)
  const seen = await seenEdition(tx, { id: asked.edition }, actor)
  if (seen === null && (facts.row === null || !facts.convenes)) return refuse(no('edition.missing'))
  return { edition, organiser: seen?.organiser === true, ...facts }
}
