import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { organisations } from '../../organisations/index.ts'
import { mayEndorse } from '../policy.ts'
import { demandDocument } from '../queries/documents.ts'
import { currentArticles, endorsementsOf, holding } from '../queries/endorsements.ts'
import { choice, done, language, ref, uuid } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { LONGEST } from '../rules.ts'

const reservation = z.string().trim().max(LONGEST.reservation).default('')

export const endorseArticles = command({
  name: 'outcomes.endorse-articles',
  summary:
    'Say for a body which articles it endorses, which with a reservation, and which not. It can be changed until the day that was told',
  route: 'PUT /documents/{document}/endorsements/{body}',
  input: z.object({
    ...{ ...ref, body: uuid, language },
    articles: z
      .array(
        z
          .object({ article: z.number().int().min(1), choice, reservation })
          .refine((one) => one.choice !== 'reserved' || one.reservation !== '', { message: 'field.required', path: ['reservation'] }),
      )
      .min(1)
      .max(300),
  }),
  output: done,
  async facts(tx, { input, actor, now }) {
    // Two of one body one after the other: each gets a number of its own.
    const at = await demandDocument(tx, input.document, { actor, now }, 'write')
    const current = at.document.sort === 'outcome' ? await currentArticles(tx, at.document) : null
    const before = (await endorsementsOf(tx, at.document)).filter(({ body }) => body === input.body)
    return { ...at, current, before, standing: await organisations.standingOf(tx, input.body, actor.person) }
  },
  may: ({ input, actor, facts: { standing, current, document, today } }) =>
    all(
      mayEndorse(actor, { convener: standing.convener, released: current !== null, until: document.endorseUntil, today }),
      input.articles.every(({ article }) => current?.articles.some(({ number }) => number === article))
        ? yes
        : no('outcome.article-missing'),
    ),
  async run(tx, { input, facts, now }) {
    const { document, current, before, standing, path } = facts
    const held = new Map(holding(before).map((one) => [one.article, one]))
    let sequence = Math.max(0, ...before.map((one) => one.sequence))
    const rows = input.articles.flatMap(({ article, choice: chosen, reservation: words }) => {
      const known = current?.articles.find(({ number }) => number === article)
      const last = held.get(article)
      const text = chosen === 'endorsed' || words === '' ? null : words
      const same = last?.choice === chosen && last.reservation === text && last.digest === known?.digest
      // What is said again is not said twice.
      if (known === undefined || current === null || same) return []
      sequence += 1
      return [
        {
          ...{ edition_id: document.editionId, document_id: document.id, body_id: input.body, sequence, article, version: current.version },
          ...{ article_digest: known.digest, choice: chosen, reservation: text, language: text === null ? null : input.language },
          ...{
            office: standing.steward ? ('steward' as const) : standing.convener ? ('convener' as const) : ('hub' as const),
            given_at: now,
          },
        },
      ]
    })
    if (rows.length > 0) await tx.insertInto('outcome_endorsement').values(rows).execute()
    return { id: document.id, path: `${path}/endorsements` }
  },
  tell: ({ input, facts: { document } }) => [
    {
      kind: 'outcomes.articles.endorsed',
      scope: document.editionId,
      subject: document.id,
      data: { body: input.body, articles: input.articles.length },
      visibility: 'public',
    },
  ],
})
