import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CastName } from '../../testing/cast.ts'
import { at, commitmentsOf, day } from '../../testing/commitments.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { citables } from './queries/citable.ts'
import { newsOf } from './queries/news.ts'

let hub: Hub
const { call, done, refused, made, page, status, read, board } = commitmentsOf(() => hub)
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

/** A browser that nobody uses for a month is signed out. */
async function stayAwake(...days: number[]): Promise<void> {
  for (const one of days) {
    hub.setNow(at(one))
    for (const who of ['idrissa', 'aoife', 'mai'] as const) await hub.as(who).get('/me')
  }
}

describe('the action report', () => {
  test('is due for each quarter; missing it is silence, in public, until it is sent', async () => {
    const lead = hub.cast.bodies.lyon
    const id = await made({ lead, dueOn: day(900), title: 'Keep the school' }, 'idrissa')
    await done('idrissa', 'POST', `/commitments/${id}/indicators`, {
      name: 'Pupils',
      unit: 'pupils',
      baseline: 0,
      target: 50,
      language: 'en',
    })
    const own = async () =>
      (await (await call(null, 'GET', `/bodies/${lead}/action-reports`)).json()) as {
        reports: readonly { quarter: string; state: string }[]
      }
    expect((await own()).reports).toEqual([])
    const before = { language: 'en', lines: [{ commitment: id, done: 'Lessons.' }] }
    expect(await refused('idrissa', 'PUT', `/bodies/${lead}/action-reports/2026-Q1`, before)).toBe('commitment.quarter-open')
    await stayAwake(20, 45, 60)
    hub.setNow(new Date('2026-04-30T12:00:00Z'))
    expect((await own()).reports).toMatchObject([{ quarter: '2026-Q1', state: 'awaited' }])
    expect((await read(id)).silent).toBe(false)
    hub.setNow(new Date('2026-05-01T12:00:00Z'))
    expect((await own()).reports).toMatchObject([{ quarter: '2026-Q1', state: 'missing' }])
    expect((await read(id)).silent).toBe(true)
    const missing = await page(null, '/commitments/reports/pulaar-lyon')
    expect([missing.includes('Missing: was due on'), missing.includes('class="clay"')]).toEqual([true, true])
    expect((await board('?status=silent')).commitments.map((one) => one.id)).toContain(id)
    expect(await refused('aoife', 'PUT', `/bodies/${lead}/action-reports/2026-Q1`, before)).toBe('commitment.lead-only')
    // The form comes back filled in, with a sentence at its field.
    const form = '/commitments/reports/pulaar-lyon/2026-Q1/write'
    const faulty = { language: 'en', version: '0', 'done-0': 'Much was done.', 'link-0': 'nonsense' }
    const answer = await hub.as('idrissa').post(form, faulty)
    const html = await answer.text()
    expect([answer.status, html.includes('Much was done.'), html.includes('id="fault-link-0"')]).toEqual([422, true, true])
    expect([await status('mai', form), await status('idrissa', form)]).toEqual([403, 200])
    const running = (await board(`?lead=${lead}`)).commitments.map((one) => one.id)
    const lines = running.map((commitment) => ({
      ...{ commitment, done: 'Lessons each week.', evidence: 'Thirty children came.', link: 'https://school.example/spring' },
      ...(commitment === id ? { values: [{ indicator: 1, value: 30 }], dueOn: day(950), dueReason: 'The roof leaks.' } : {}),
    }))
    expect(await refused('idrissa', 'PUT', `/bodies/${lead}/action-reports/2026-Q1`, { language: 'en', lines: lines.slice(1) })).toBe(
      'commitment.report-incomplete',
    )
    await done('idrissa', 'PUT', `/bodies/${lead}/action-reports/2026-Q1`, { language: 'en', lines })
    // The form that arrives twice finds the first.
    expect(await refused('idrissa', 'PUT', `/bodies/${lead}/action-reports/2026-Q1`, { language: 'en', lines })).toBe(
      'commitment.changed-meanwhile',
    )
    expect((await own()).reports).toMatchObject([{ quarter: '2026-Q1', state: 'sent-late' }])
    expect(await read(id)).toMatchObject({ silent: false, dueOn: day(950), firstDueOn: day(900), indicators: [{ progress: 0.6 }] })
    const sent = await page(null, '/commitments/reports/pulaar-lyon/2026-Q1')
    expect(['Lessons each week.', 'Thirty children came.', '30 pupils', 'The roof leaks.'].map((text) => sent.includes(text))).toEqual([
      true,
      true,
      true,
      true,
    ])
    const cited = (await citables[1]?.byIds(hub.db, [`${lead}.2026-Q1`], 'en'))?.[0]
    expect(cited).toMatchObject({
      version: 1,
      speaker: 'Pulaar Lyon',
      from: running.toSorted().map((one) => ({ sort: 'commitment', id: one })),
    })
  })

  test('is news for who speaks for the body, and for nobody else', async () => {
    hub.setNow(new Date('2026-07-02T12:00:00Z'))
    const asked = { since: new Date('2026-06-30T12:00:00Z'), sorts: ['answer-due'] as const }
    const owner = (name: CastName) => {
      const actor = hub.cast.members.get(name)?.actor
      if (actor === undefined || actor.account === null || actor.person === null) throw new Error(name)
      return { account: actor.account, persons: [actor.person], operator: false }
    }
    const [idrissa, mai] = [owner('idrissa'), owner('mai')]
    const news = await newsOf(hub.kit, { owners: [idrissa, mai], ...asked })
    expect(news.map(({ account, path, line }) => [account, path, line(hub.kit.books.say('en'))])).toEqual([
      [
        idrissa.account,
        '/commitments/reports/pulaar-lyon/2026-Q2/write',
        'A quarter is over: a body for which you act owes an action report.',
      ],
    ])
  })
})
