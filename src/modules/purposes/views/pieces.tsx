import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Say } from '../../../web/say.ts'
import { dayInWords } from '../../../web/time.tsx'
import type { SeenCommunity } from '../../communities/index.ts'
import type { Card } from '../queries/shapes.ts'
import { noonOf } from '../rules.ts'

export type Values = Readonly<Record<string, string>>

export function PurposesWay({ page, community }: { page: Page; community: Pick<SeenCommunity, 'path' | 'name' | 'language'> }) {
  return (
    <p class="crumb">
      <a href={href(page, community.path)}>
        <InLanguage language={community.language}>{community.name}</InLanguage>
      </a>{' '}
      <a href={href(page, `${community.path}/purposes`)}>{page.say('purposes.title')}</a>
    </p>
  )
}

/** Where it stands in one line, and until when. */
export function Standing({ page, card }: { page: Page; card: Card }) {
  const { say } = page
  const open = card.state === 'running' || card.state === 'late'
  const done = card.steps.filter(({ done: isDone }) => isDone).length
  return (
    <>
      <p class={card.state === 'late' ? 'status late' : 'status'}>
        <strong>{say(`purposes.state.${card.state}`)}</strong> · {say('purposes.until', { day: dayInWords(page, card.deadline) })}
        {card.unclosed ? ` · ${say('purposes.unclosed')}` : null}
      </p>
      {card.value === null || card.target === null ? null : (
        <p>
          {say('purposes.stands-at', { value: amount(say, card.value), target: amount(say, card.target) })}{' '}
          <bdi lang={card.language}>{card.unit}</bdi>
        </p>
      )}
      {card.steps.length === 0 ? null : <p>{say('purposes.steps-done', { done, steps: card.steps.length })}</p>}
      {open ? <p class="quiet">{say('purposes.looked', { day: dayInWords(page, card.checkedOn) })}</p> : null}
    </>
  )
}

export const amount = (say: Pick<Say, 'number'>, value: number): string => say.number(value)

type Point = { readonly day: string; readonly value: number }
type ChartProps = { readonly page: Page; readonly course: readonly Point[]; readonly target: number; readonly deadline: string }

const SIZE = { width: 320, height: 120, margin: 6 } as const

/** Drawn at the server; the table below it says the same in numbers. */
export function Course({ page: { say }, course, target, deadline }: ChartProps) {
  const [first] = course
  const last = course.at(-1)
  if (first === undefined || last === undefined) return null
  const values = [target, ...course.map(({ value }) => value)]
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const from = noonOf(first.day).getTime()
  const to = Math.max(noonOf(deadline).getTime(), noonOf(last.day).getTime(), from + 1)
  const x = (day: string): number => {
    const part = (noonOf(day).getTime() - from) / (to - from)
    return SIZE.margin + (say.dir === 'rtl' ? 1 - part : part) * (SIZE.width - 2 * SIZE.margin)
  }
  const y = (value: number): number => SIZE.height - SIZE.margin - ((value - least) / (most - least || 1)) * (SIZE.height - 2 * SIZE.margin)
  const steps = course.map(
    ({ day, value }, index) => `${index === 0 ? 'M' : 'H'}${x(day).toFixed(1)}${index === 0 ? ' ' : 'V'}${y(value).toFixed(1)}`,
  )
  const label = say('purposes.chart', { from: amount(say, first.value), to: amount(say, last.value), target: amount(say, target) })
  return (
    <p>
      <svg viewBox={`0 0 ${SIZE.width} ${SIZE.height}`} width="640" height="240" role="img" aria-label={label} fill="none">
        <path d={`M${SIZE.margin} ${y(target).toFixed(1)}H${SIZE.width - SIZE.margin}`} stroke="currentColor" stroke-dasharray="4 4" />
        <path d={steps.join('')} stroke="currentColor" stroke-width="2.5" stroke-linejoin="round" />
        {course.map(({ day, value }) => (
          <circle cx={x(day).toFixed(1)} cy={y(value).toFixed(1)} r="3.5" fill="currentColor" />
        ))}
      </svg>
    </p>
  )
}
