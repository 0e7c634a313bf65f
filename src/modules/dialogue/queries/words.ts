import type { Reader } from '../../../platform/db.ts'

export type Words = {
  readonly language: string
  readonly title: string
  readonly summary: string
  readonly background: string
  /** When it was changed last; null: not since the opening. */
  readonly writtenAt: Date | null
}
export type Question = { readonly number: number; readonly language: string; readonly text: string }

/** In the reader's language, else in the language it was written in first (the dialogue's first). */
export function inLanguage<T extends { readonly language: string }>(
  texts: readonly T[],
  wanted: string,
  first: string | undefined,
): T | undefined {
  return texts.find((text) => text.language === wanted) ?? texts.find((text) => text.language === first) ?? texts[0]
}

const NO_WORDS: Words = { language: 'und', title: '', summary: '', background: '', writtenAt: null }

/** The texts of several dialogues, each in the language that suits the reader best. */
export async function wordsOf(
  db: Reader,
  dialogues: readonly { readonly id: string; readonly languages: readonly string[] }[],
  locale: string,
): Promise<ReadonlyMap<string, Words>> {
  if (dialogues.length === 0) return new Map()
  const ids = dialogues.map(({ id }) => id)
  const rows = await db
    .selectFrom('dialogue_text')
    .select(['dialogue_id', 'language', 'title', 'summary', 'background', 'written_at as writtenAt'])
    .where('dialogue_id', 'in', ids)
    .orderBy('language')
    .execute()
  const byDialogue = Map.groupBy(rows, (row) => row.dialogue_id)
  return new Map(dialogues.map(({ id, languages }) => [id, inLanguage(byDialogue.get(id) ?? [], locale, languages[0]) ?? NO_WORDS]))
}

/** All texts of one dialogue, for those who prepare or translate it. */
export async function allWordsOf(db: Reader, dialogueId: string): Promise<readonly Words[]> {
  return db
    .selectFrom('dialogue_text')
    .select(['language', 'title', 'summary', 'background', 'written_at as writtenAt'])
    .where('dialogue_id', '=', dialogueId)
    .orderBy('language')
    .execute()
}

export async function questionsOf(
  db: Reader,
  dialogue: { readonly id: string; readonly languages: readonly string[] },
  locale: string,
): Promise<readonly Question[]> {
  const rows = await db
    .selectFrom('guiding_question')
    .select(['number', 'language', 'text'])
    .where('dialogue_id', '=', dialogue.id)
    .orderBy('number')
    .orderBy('language')
    .execute()
  return [...Map.groupBy(rows, (row) => row.number).values()].flatMap((texts) => inLanguage(texts, locale, dialogue.languages[0]) ?? [])
}
