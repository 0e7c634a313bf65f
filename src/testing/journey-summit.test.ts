import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHouse, type OpenHouse } from './browser.ts'
import { announce, beginDialogue, callForIdeas, giveRoles, importNote, prepareEdition, register } from './summit-journey/before.ts'
import { adopt, closeSession, object, recommend } from './summit-journey/decided.ts'
import { checkCopies, takeBack, traceBoth, writeOutcome, writeReport } from './summit-journey/documents.ts'
import { EDITION, setOut, type Journey } from './summit-journey/journey.ts'
import { askTogether, meet, openSession, putToTheVote, takeNotes } from './summit-journey/live.ts'
import { answer, promise } from './summit-journey/promises.ts'

// From a briefing note to a kept promise, by the people of the cast and by their pages alone: each chapter goes on where the one before it ended.

let house: OpenHouse
let journey: Journey
let done = 0
beforeAll(async () => {
  house = await openHouse(3995)
  journey = await setOut(house)
})
afterAll(() => house.close())

/** What fails is said once: later chapters have nothing to stand on. */
function chapter(number: number, name: string, steps: readonly ((journey: Journey) => Promise<void>)[]): void {
  test(`${number}. ${name}`, { timeout: 60_000 }, async () => {
    expect(done, 'the chapter before this one did not end').toBe(number - 1)
    for (const step of steps) await step(journey)
    expect(journey.faults).toEqual([])
    done = number
  })
}

chapter(1, 'a briefing note becomes a session; an idea without an account is answered', [prepareEdition, announce, giveRoles, callForIdeas])
const real = resolve(import.meta.dirname, '../../../shared/mission/briefing-note.fr.txt')
const absent = !existsSync(real)
test.skipIf(absent)(
  absent ? 'SKIPPED: ../shared/mission is not here' : 'a real note becomes session 6, with its six questions',
  async () => {
    const { niamh } = journey
    await importNote(niamh, readFileSync(real, 'utf8'))
    expect(niamh.path()).toBe(`${EDITION}/sessions/6/note`)
    expect(await niamh.page.locator('section:has(#questions) li').count()).toBe(6)
    expect(await niamh.read()).toContain('Diaspora numérique')
  },
)

chapter(2, 'people register, one comes by a ticket', [register, beginDialogue])
chapter(3, 'live: asked and voted by several at once, put to the vote, written down, named by choice; two meet', [
  openSession,
  askTogether,
  putToTheVote,
  takeNotes,
  meet,
])
chapter(4, 'recommended: drafted from sources, amended, supported, objected to, adopted, put to an addressee', [
  closeSession,
  recommend,
  object,
  adopt,
])
chapter(5, 'released as page, PDF and DOCX: each sentence leads to where it comes from, and a copy can be checked', [
  writeReport,
  writeOutcome,
  traceBoth,
  checkCopies,
])
chapter(6, 'answered, promised, kept by one date and late by another, in public', [answer, promise])
chapter(7, 'taken back: gone from each page, marked where it was built on, and the report made again without it', [takeBack])
