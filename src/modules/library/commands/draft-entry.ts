import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { sentId } from '../../../core/sending.ts'
import { mayWriteFor } from '../policy.ts'
import { entryRow } from '../queries/entries.ts'
import { convenes } from '../queries/facts.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { MOST_DRAFTS, pathOf } from '../rules.ts'
import { demandMonths, demandSubjects, demandWords, factsFrom, putSubjects, putVersion } from './keep-words.ts'

export const draftEntry = command({
  name: 'library.draft',
  summary:
    'Begin a practice, a guide, a course or a tool, in your own name or in that of a body for which you convene; nobody else sees it yet',
  route: 'POST /library',
  limit: 'write',
  input: z.object({
    sending: z.uuid().describe('Made by the sender: what arrives twice is one'),
    kind: shapes.kind,
    body: z.uuid().nullish(),
    language: shapes.language,
    ...shapes.written,
  }),
  output: shapes.done,
  async facts(tx, { input, actor, outside: { keys } }) {
    const id = sentId(keys, 'library-entry', actor.account ?? 'hub', input.sending)
    const drafts =
      actor.person === null
        ? []
        : await tx
            .selectFrom('library_entry')
            .select('id')
            .where('person_id', '=', actor.person)
            .where('state', 'in', ['draft', 'proposed', 'declined'])
            .limit(MOST_DRAFTS)
            .execute()
    const convening = input.body == null || (await convenes(tx, actor, input.body))
    return { id, drafts: drafts.length, convening, before: (await entryRow(tx, id)) !== null }
  },
  may: ({ input, actor, facts }) =>
    all(
      mayWriteFor(actor, input.body ?? null, facts.convening),
      facts.before || facts.drafts < MOST_DRAFTS ? yes : no('library.too-many-drafts', { most: MOST_DRAFTS }),
    ),
  async run(tx, { input, actor, facts, now }) {
    const { id } = facts
    if (facts.before) return { id, path: pathOf(id) }
    const words = demandWords(input.kind, input.words)
    demandMonths(input)
    await demandSubjects(tx, input)
    await tx
      .insertInto('library_entry')
      .values({
        ...{ id, kind: input.kind, body_id: input.body ?? null, person_id: actor.person, language: input.language, state: 'draft' },
        ...{ hidden_for: null, licence: input.licence, law: input.law, review_months: input.reviewMonths, version: 1, shown: null },
        ...{ checked_on: null, review_on: null, found_by: '', assist_id: null, proposed_at: null, answer_by: null, decided_at: null },
        ...{ reason: null, reason_language: null, published_at: null, made_at: now },
      })
      .execute()
    await putVersion(tx, id, { ...input, words, facts: factsFrom(input.facts) }, { version: 1, person: actor.person, now })
    await putSubjects(tx, id, input)
    return { id, path: pathOf(id) }
  },
  tell: ({ input, facts }) =>
    facts.before
      ? []
      : [
          {
            ...{ kind: 'library.entry.drafted', scope: input.body ?? THE_HUB, subject: facts.id, data: { kind: input.kind } },
            ...{ visibility: 'internal', anonymous: true },
          },
        ],
})
