import type { Reader } from '../../../platform/db.ts'
import type { Dialogue } from './dialogue-facts.ts'
import { readStatements } from './statement-list.ts'
import { allWordsOf, inLanguage, questionsOf } from './words.ts'

/** A dialogue's texts as its form holds them: questions and seeds one in each line. In its first language, or in that one. */
export async function readDraft(db: Reader, dialogue: Pick<Dialogue, 'id' | 'languages'>, language = dialogue.languages[0] ?? 'en') {
  const words = inLanguage(await allWordsOf(db, dialogue.id), language, dialogue.languages[0])
  const questions = await questionsOf(db, dialogue, language)
  const seeds = (await readStatements(db, dialogue.id)).filter((statement) => statement.seed)
  return {
    language: words?.language ?? language,
    title: words?.title ?? '',
    summary: words?.summary ?? '',
    background: words?.background ?? '',
    questions: questions.map((question) => question.text).join('\n'),
    seeds: seeds.map((seed) => seed.text).join('\n'),
  }
}
