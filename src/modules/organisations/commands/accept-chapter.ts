import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayAcceptChapter } from '../policy.ts'
import { chapterFacts, lockChapters } from '../queries/chapters.ts'
import { bodyRef } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'

export const acceptChapter = command({
  name: 'organisations.accept-chapter',
  summary: 'Say yes to a proposal to be the chapter or the umbrella of another body. For stewards of the one that was asked.',
  route: 'POST /bodies/{umbrella}/chapters/{chapter}/acceptance',
  input: z.object({ umbrella: bodyRef, chapter: bodyRef }),
  output: z.object({ umbrella: z.string(), chapter: z.string() }),
  async facts(tx, { input, actor }) {
    await lockChapters(tx)
    return chapterFacts(tx, input, actor)
  },
  may: ({ actor, facts }) => mayAcceptChapter(actor, facts),
  async run(tx, { facts, now }) {
    const umbrella = (facts.umbrella ?? refuse(no('body.missing'))).id
    const chapter = (facts.chapter ?? refuse(no('body.missing'))).id
    await tx.updateTable('chapter').set({ begun_at: now }).where('umbrella_id', '=', umbrella).where('id', '=', facts.id).execute()
    return { umbrella, chapter }
  },
  // In the record of both, since both pages say so.
  tell: ({ result: { umbrella, chapter } }) => [
    { kind: 'organisations.chapter.begun', scope: umbrella, subject: chapter, data: { side: 'chapter' }, visibility: 'public' },
    { kind: 'organisations.chapter.begun', scope: chapter, subject: umbrella, data: { side: 'umbrella' }, visibility: 'public' },
  ],
})
