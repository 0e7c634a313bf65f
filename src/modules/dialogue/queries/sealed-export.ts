import { writeComments, writeSummary, type StatementToWrite } from '#polis-form'
import { nobody } from '../../../core/actor.ts'
import { dayOf } from '../../../core/event.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { no } from '../refusals.ts'
import type { Dialogue } from './dialogue-facts.ts'
import { countOnPaper } from './meetings.ts'
import { readSealedPage, type SealedPage } from './sealed-result.ts'
import { wordsOf } from './words.ts'

type Wanted = { readonly file: string; readonly about: { readonly url: string; readonly locale: string } }

/** The files of sums, from what is published alone. Single votes are refused, whoever asks. */
export async function sealedFile(db: Reader, dialogue: Dialogue, { file, about }: Wanted): Promise<Iterable<string>> {
  const page = await readSealedPage(db, dialogue, nobody(about.locale))
  if (page === null) return refuse(no('result.missing'))
  if (file === 'comments.csv') return [comments(page)]
  if (file !== 'summary.csv') return refuse(no('export.aggregates-only'))
  const words = (await wordsOf(db, [dialogue], about.locale)).get(dialogue.id)
  return [
    writeSummary({
      topic: words?.title ?? dialogue.slug,
      url: about.url,
      voters: page.result.participants ?? 0,
      onPaper: await countOnPaper(db, dialogue.id),
      votersInConversation: page.result.groups.reduce((sum, { size }) => sum + size, 0),
      commenters: await countAuthors(db, dialogue.id),
      comments: page.all.length,
      groups: page.result.groups.length,
      description: words?.summary || words?.background || '',
    }),
  ]
}

/** Authors are not told: a number each would join their statements. States are those of the result, whatever moderators marked since. */
function comments({ all, result }: SealedPage): string {
  const metas = new Set(result.results.filter(({ state }) => state === 'meta').map(({ id }) => id))
  return writeComments(
    all.map((one): StatementToWrite => ({
      id: one.number,
      author: null,
      at: dayOf(one.createdAt).getTime(),
      moderated: one.decidedAt === null ? 0 : 1,
      meta: metas.has(one.number),
      text: one.text,
      agrees: one.counts.agrees,
      disagrees: one.counts.disagrees,
    })),
  )
}

async function countAuthors(db: Reader, dialogueId: string): Promise<number> {
  const { count } = await db
    .selectFrom('statement')
    .select((eb) => eb.fn.count<number>('author_number').distinct().as('count'))
    .where('dialogue_id', '=', dialogueId)
    .where('status', '=', 'published')
    .executeTakeFirstOrThrow()
  return count
}
