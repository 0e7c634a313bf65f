import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayEndChapter } from '../policy.ts'
import { chapterFacts, lockChapters } from '../queries/chapters.ts'
import { bodyRef } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'

/** Also takes a proposal back, or turns it down: of that nothing is told. */
export const endChapter = command({
  name: 'organisations.end-chapter',
  summary: 'End that a body is the chapter of another, or turn a proposal down. For stewards of either side.',
  route: 'DELETE /bodies/{umbrella}/chapters/{chapter}',
  input: z.object({ umbrella: bodyRef, chapter: bodyRef }),
  output: z.object({ umbrella: z.string(), chapter: z.string() }),
  async facts(tx, { input, actor }) {
    await lockChapters(tx)
    return chapterFacts(tx, input, actor)
  },
  may: ({ actor, facts }) => mayEndChapter(actor, facts),
  async run(tx, { facts, now }) {
    const umbrella = (facts.umbrella ?? refuse(no('body.missing'))).id
    const chapter = (facts.chapter ?? refuse(no('body.missing'))).id
    await tx.updateTable('chapter').set({ ended_at: now }).where('umbrella_id', '=', umbrella).where('id', '=', facts.id).execute()
    return { umbrella, chapter }
  },
  tell: ({ facts, result: { umbrella, chapter } }) =>
    facts.bond?.begun === true
      ? [
          { kind: 'organisations.chapter.ended', scope: umbrella, subject: chapter, data: { side: 'chapter' }, visibility: 'public' },
          { kind: 'organisations.chapter.ended', scope: chapter, subject: umbrella, data: { side: 'umbrella' }, visibility: 'public' },
        ]
      : [{ kind: 'organisations.chapter.turned-down', scope: umbrella, subject: chapter, data: {}, visibility: 'internal' }],
})
