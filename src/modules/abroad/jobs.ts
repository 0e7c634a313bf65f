import { theHub } from '../../core/actor.ts'
import { perform, type Runner } from '../../core/perform.ts'
import { lettingGo } from '../../core/worker.ts'
import type { Jobs, Kit } from '../../web/manifest.ts'
import { people } from '../people/index.ts'
import { recordLinkCheck } from './commands/record-link-check.ts'
import { releasePerson } from './commands/release-person.ts'
import { dueLinks, look } from './queries/links.ts'
import { personsAfter } from './queries/persons.ts'

const gone = lettingGo({
  kind: 'people.person.left',
  name: 'abroad.release-gone',
  release: (runner, person) => perform(runner, releasePerson, { person }, theHub),
  leftBehind: (db) => people.goneAmong(db, (after) => personsAfter(db, after)),
})

/** One after the other, outside any transaction: another machine may take its time. Says how many were asked for, and how many did not answer. */
export async function checkLinks(runner: Runner): Promise<{ readonly asked: number; readonly silent: number }> {
  const { db, outside } = runner
  const due = await dueLinks(db, outside.now())
  let silent = 0
  for (const link of due) {
    const { answered, movedTo } = await look(outside.network.fetch, link.url)
    if (!answered) silent += 1
    await perform(runner, recordLinkCheck, { ...link, answered, movedTo }, theHub)
  }
  return { asked: due.length, silent }
}

/** A demonstration has invented addresses: of them it asks nobody. */
export const jobs = (kit: Kit): Jobs => ({
  listeners: [gone.listener],
  sweeps: [
    gone.sweep,
    {
      name: 'abroad.check-links',
      everySeconds: 300,
      async sweep(runner) {
        if (kit.demo) return
        const { asked, silent } = await checkLinks(runner)
        if (silent > 0) kit.note(`At home abroad: ${asked} links were tried, ${silent} did not answer.`)
      },
    },
  ],
})
