import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { organisations } from '../../organisations/index.ts'
import { mayAsk } from '../policy.ts'
import { demandDocument } from '../queries/documents.ts'
import { isReleased, releasesOf } from '../queries/releases.ts'
import { done, ref, uuid } from '../queries/shapes.ts'
import { no } from '../refusals.ts'

export const askEndorsement = command({
  name: 'outcomes.ask-endorsement',
  summary: 'Say until which day bodies endorse the articles of an outcome document, and ask some of them by name',
  route: 'PUT /documents/{document}/endorsement',
  input: z.object({ ...ref, until: z.iso.date(), bodies: z.array(uuid).max(500).default([]) }),
  output: done,
  async facts(tx, { input, actor, now }) {
    const at = await demandDocument(tx, input.document, { actor, now }, 'write')
    const cards = await organisations.bodyCards(tx, input.bodies, actor.locale)
    return { ...at, known: [...cards.values()].filter(({ archived }) => !archived), releases: await releasesOf(tx, at.document) }
  },
  may: ({ input, actor, facts }) =>
    all(
      mayAsk(actor, facts.parts, { released: facts.document.sort === 'outcome' && facts.releases.some(isReleased) }),
      input.until >= facts.today ? yes : no('outcome.day-past'),
    ),
  async run(tx, { input, facts: { document, known, path }, now }) {
    const of = { edition_id: document.editionId, document_id: document.id }
    await tx
      .updateTable('outcome_document')
      .set({ endorse_until: input.until })
      .where('edition_id', '=', document.editionId)
      .where('id', '=', document.id)
      .execute()
    if (known.length > 0)
      await tx
        .insertInto('outcome_asked')
        .values(known.map(({ id }) => ({ ...of, body_id: id, asked_at: now })))
        .onConflict((oc) => oc.constraint('outcome_asked_pk').doNothing())
        .execute()
    return { id: document.id, path: `${path}/endorsements` }
  },
  tell: ({ input, facts: { document } }) => [
    {
      kind: 'outcomes.endorsement.asked',
      scope: document.editionId,
      subject: document.id,
      data: { until: input.until },
      visibility: 'public',
    },
  ],
})
