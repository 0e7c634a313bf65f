import { ENTRIES, type DemoEntry } from './library-entries.ts'
import { type Staff, type Stage, timeAgo } from './stage.ts'

/** What bodies have learnt, also what failed. */
export async function playLibrary(stage: Stage, staff: ReadonlyMap<string, Staff>): Promise<void> {
  for (const entry of ENTRIES) await playEntry(stage, staff, entry)
}

async function playEntry(stage: Stage, staff: ReadonlyMap<string, Staff>, entry: DemoEntry): Promise<void> {
  const own = staff.get(entry.body)
  if (own === undefined) return
  const at = timeAgo(stage, entry.daysAgo)
  const by = { actor: own.steward, at }
  const { kind, language, title, summary, words, topics, places = [], facts = {}, licence = 'cc-by', law = false, months = 12 } = entry
  const sending = `00000000-0000-4000-8000-0000000004${10 + ENTRIES.indexOf(entry)}`
  const written = { title, summary, words, topics, places, facts, licence, law, reviewMonths: months }
  const { id } = await stage.call<{ id: string }>('library.draft', { sending, kind, language, body: own.bodyId, ...written }, by)
  await stage.call('library.propose', { entry: id }, by)
  if (entry.translation !== undefined) {
    const { translator, name: translatorName, ...text } = entry.translation
    await stage.call('library.translate', { entry: id, follows: 1, translator, translatorName, ...text }, by)
  }
  for (const { body, ...trial } of entry.trials ?? []) {
    const other = staff.get(body)
    if (other === undefined) continue
    await stage.call('library.tell-trial', { entry: id, body: other.bodyId, ...trial }, { actor: other.steward, at })
  }
}
