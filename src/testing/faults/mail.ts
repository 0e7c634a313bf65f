import { openNotes, timeUntil, until, type Findings } from './findings.ts'
import type { Reached } from './in-process.ts'

const LATE = { fr: 'du retard en ce moment', en: 'Letters are late', ar: 'الرسائل متأخّرة' } as const
const OUT_LIMIT_MS = 40_000

/** The mail server goes away and comes back: letters wait meanwhile, the page says so, and then each goes out once. Needs the worker. */
export async function tryMail({ hub, office, form, get }: Reached, letters: number): Promise<Findings> {
  const notes = openNotes()
  await office.shut()
  const people = Array.from({ length: letters }, (_, n) => `late${n}@example.org`)
  for (const email of people)
    notes.expect((await form('/en/sign-in', { email })).status === 200, 'without mail, a link cannot be asked for')
  const isLate = async () => (await hub.kit.mailer.isLate?.()) ?? false
  notes.expect(await until(isLate, OUT_LIMIT_MS), 'without mail, the hub never notices')
  for (const locale of ['fr', 'en', 'ar'] as const)
    notes.expect(
      (await (await get(`/${locale}/sign-in`)).text()).includes(LATE[locale]),
      `without mail, signing in does not say in ${locale} that letters are late`,
    )
  notes.expect(office.letters.length === 0, 'a letter went out without a mail server')
  await office.open()
  const outMs = await timeUntil(notes, 'the letters that waited went out', OUT_LIMIT_MS, () => office.letters.length >= letters)
  const finished = `select from pgboss.job where name = 'events' and state <> 'completed' and data ->> 'kind' = 'people.sign-in-link.requested'`
  notes.expect(
    await until(async () => (await hub.pool.query(finished)).rowCount === 0, OUT_LIMIT_MS),
    'jobs of letters that went out are not finished',
  )
  const addressees = office.letters.map(({ to }) => to).toSorted()
  notes.expect(addressees.join() === people.toSorted().join(), `letters went to ${addressees.join()}`)
  notes.expect(!(await isLate()), 'with mail, letters are still called late')
  return {
    fault: 'mail stopped',
    tried: `the mail server away for ${letters} letters, and back`,
    wrong: notes.wrong,
    figures: { letters, outAfterMs: outMs },
  }
}
