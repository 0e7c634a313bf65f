import { describe, expect, test } from 'vitest'
import { calendarIn, linesOf, partsOf } from './queries/read-ics.ts'
import { slotsOf } from './queries/slots.ts'
import { localOf, momentOf, movingUp, ruleFrom, thresholdOf, toldCount } from './rules.ts'
import { writeEvents, type IcsEvent } from './views/ics.ts'

const YEAR = { from: '2026-01-01', to: '2026-12-31' }

describe('a series', () => {
  test.each([
    [{ every: 'week', interval: 2 }, '2026-03-17', ['2026-03-17', '2026-03-31', '2026-04-14']],
    [{ every: 'month-day', interval: 1 }, '2026-01-31', ['2026-01-31', '2026-03-31', '2026-05-31']],
    [{ every: 'month-weekday', interval: 1 }, '2026-01-13', ['2026-01-13', '2026-02-10', '2026-03-10']],
    [{ every: 'month-weekday', interval: 1 }, '2026-01-29', ['2026-01-29', '2026-02-26', '2026-03-26']],
    [{ every: 'week', interval: 1, count: 2 }, '2026-05-05', ['2026-05-05', '2026-05-12']],
    [{ every: 'week', interval: 1, until: '2026-05-19' }, '2026-05-05', ['2026-05-05', '2026-05-12', '2026-05-19']],
  ] as const)('%o from %s', (repeat, first, days) => {
    expect(slotsOf(ruleFrom(repeat, first), first, YEAR).slice(0, 3)).toEqual(days)
  })

  test('each year, by the day of the first', () => {
    expect(slotsOf(ruleFrom({ every: 'year', interval: 1 }, '2026-06-24'), '2026-06-24', { from: '2027-01-01', to: '2028-12-31' })).toEqual(
      ['2027-06-24', '2028-06-24'],
    )
  })

  test.each([
    // Ireland puts its clocks forward on the last Sunday of March, Morocco back for Ramadan, which in 2026 begins in February.
    ['Europe/Dublin', '2026-03-24', ['2026-03-24T19:00:00.000Z', '2026-03-31T18:00:00.000Z']],
    ['Africa/Casablanca', '2026-02-10', ['2026-02-10T18:00:00.000Z', '2026-02-17T19:00:00.000Z']],
  ])('stays at its hour in %s when clocks change', (zone, first, moments) => {
    const slots = slotsOf(ruleFrom({ every: 'week', interval: 1 }, first), first, YEAR).slice(0, 2)
    expect(slots.map((slot) => momentOf(slot, '19:00', zone).toISOString())).toEqual(moments)
    expect(slots.map((slot) => localOf(momentOf(slot, '19:00', zone), zone).time)).toEqual(['19:00', '19:00'])
  })

  test('an hour that the clock leaps over is not lost', () => {
    expect(momentOf('2026-03-29', '01:30', 'Europe/Dublin').toISOString()).toBe('2026-03-29T01:30:00.000Z')
  })
})

test('nobody is overtaken, also where a smaller group would fit', () => {
  const line = [
    { id: 'a', people: 1 },
    { id: 'b', people: 3 },
    { id: 'c', people: 1 },
  ]
  expect([movingUp(0, line), movingUp(3, line), movingUp(4, line), movingUp(9, line)]).toEqual([[], ['a'], ['a', 'b'], ['a', 'b', 'c']])
})

test('counts are told from ten on; a tenth, and three at least, bring a point onto the agenda', () => {
  expect([9, 10].map(toldCount)).toEqual([null, 10])
  expect([0, 30, 31, 200].map(thresholdOf)).toEqual([3, 3, 4, 20])
})

const at = (day: string, time = '19:00') => momentOf(day, time, 'Europe/Dublin')
const date = (slot: string, more: Partial<IcsEvent['dates'][number]> = {}) => ({
  ...{ slot, startsAt: at(slot), endsAt: at(slot, '21:00'), calledOff: false, note: '' },
  ...more,
})
const choir: IcsEvent = {
  ...{
    id: 'choir',
    title: 'Choir, and soup; all',
    description: 'Zeile\nnach Zeile ',
    location: 'Hall',
    url: 'https://hub.test/en/events/choir',
  },
  ...{ sequence: 3, calledOff: false, zone: 'Europe/Dublin', stamp: new Date('2026-02-01T10:00:00Z'), categories: ['Culture'] },
  series: { first: '2026-03-24', time: '19:00', minutes: 120, rule: 'FREQ=WEEKLY;UNTIL=20260421', endsOn: null },
  dates: [
    date('2026-03-24'),
    date('2026-03-31', { calledOff: true }),
    date('2026-04-07', { startsAt: at('2026-04-08', '18:30'), endsAt: at('2026-04-08', '20:00') }),
    date('2026-04-14', { note: 'Bring a bowl' }),
    date('2026-04-21'),
  ],
}
const written = (event: IcsEvent, alarms = true) => writeEvents({ name: 'Calendar', host: 'hub.test', events: [event], alarms })
const lines = (text: string, name: string) => linesOf(text).filter((line) => line.name === name)

describe('a file of a series', () => {
  const text = written(choir)
  const entries = partsOf(linesOf(text), 'VEVENT')
  const of = (entry: number, name: string) => entries[entry]?.find((line) => line.name === name)

  test('holds its rule on the clock of its zone, with its end in UTC', () => {
    expect(of(0, 'DTSTART')).toMatchObject({ value: '20260324T190000' })
    expect(of(0, 'DTSTART')?.parameters.get('TZID')).toBe('Europe/Dublin')
    expect(of(0, 'RRULE')?.value).toBe('FREQ=WEEKLY;UNTIL=20260421T225900Z')
    expect(of(0, 'SEQUENCE')?.value).toBe('3')
  })

  test('leaves out what was called off, and has an entry of its own for what was moved or has words of its own', () => {
    expect(lines(text, 'EXDATE').map(({ value }) => value)).toEqual(['20260331T190000'])
    expect(entries.length).toBe(3)
    expect([of(1, 'RECURRENCE-ID')?.value, of(1, 'DTSTART')?.value]).toEqual(['20260407T190000', '20260408T183000'])
    expect(of(2, 'RECURRENCE-ID')?.value).toBe('20260414T190000')
    expect(new Set(lines(text, 'UID').map(({ value }) => value))).toEqual(new Set(['choir@hub.test']))
  })

  test('says how the clock of the zone changes', () => {
    expect(partsOf(linesOf(text), 'DAYLIGHT').map((part) => part.map(({ value }) => value))).toContainEqual([
      '20260329T010000',
      '+0000',
      '+0100',
    ])
  })

  test('reads back as it was written: words with signs of their own, lines of 75 bytes at most', () => {
    expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
    const [found] = calendarIn(text, { zone: 'UTC', now: new Date(0) }).found
    expect(found).toMatchObject({
      ...{ title: 'Choir, and soup; all', venue: 'Hall', zone: 'Europe/Dublin', firstAlone: false },
      when: { day: '2026-03-24', time: '19:00', minutes: 120 },
      repeat: { every: 'week', interval: 1, until: '2026-04-21', count: null },
    })
  })

  test('rings the day before and three hours before, where it is for a calendar of one’s own', () => {
    expect(
      partsOf(linesOf(text), 'VALARM')
        .slice(0, 2)
        .map((part) => part.find(({ name }) => name === 'TRIGGER')?.value),
    ).toEqual(['-P1D', '-PT3H'])
    expect(partsOf(linesOf(written(choir, false)), 'VALARM')).toEqual([])
  })

  test('that was called off stays, as called off, on each of its dates', () => {
    const off = written({ ...choir, calledOff: true })
    expect(new Set(lines(off, 'STATUS').map(({ value }) => value))).toEqual(new Set(['CANCELLED']))
    expect([lines(off, 'RRULE').length, lines(off, 'DTSTART').filter(({ value }) => value.endsWith('Z')).length]).toEqual([0, 5])
  })
})

test('a file of elsewhere: what is called off, unread or nameless is left out; an unknown rule leaves its first date', () => {
  const file = [
    ...['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'SUMMARY:Whole day', 'DTSTART;VALUE=DATE:20260501', 'END:VEVENT'],
    ...['BEGIN:VEVENT', 'SUMMARY:In UTC', 'DTSTART:20260601T180000Z', 'DURATION:PT1H30M', 'RRULE:FREQ=DAILY', 'END:VEVENT'],
    ...['BEGIN:VEVENT', 'SUMMARY:Off', 'DTSTART:20260601T180000Z', 'STATUS:CANCELLED', 'END:VEVENT'],
    ...['BEGIN:VEVENT', 'SUMMARY:Never', 'DTSTART:20261399T180000', 'END:VEVENT', 'BEGIN:VEVENT', 'DTSTART:20260601T180000Z', 'END:VEVENT'],
  ].join('\r\n')
  expect(
    calendarIn(file, { zone: 'Europe/Dublin', now: new Date(0) }).found.map(({ title, when, firstAlone }) => [
      title,
      when.day,
      when.time,
      when.minutes,
      firstAlone,
    ]),
  ).toEqual([
    ['Whole day', '2026-05-01', '00:00', 1440, false],
    ['In UTC', '2026-06-01', '19:00', 90, true],
  ])
})
