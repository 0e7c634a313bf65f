import type { Say } from '../../../web/say.ts'

export type ParticipationDay = { readonly day: string; readonly votes: number; readonly participants: number | null }

const COLUMN = 10
const HEIGHT = 60

/** A calendar day carries no zone of its own any more: noon in UTC is that day, whoever reads. */
const inWords = (say: Say, day: string): string => say.day(new Date(`${day}T12:00:00Z`), 'UTC')

/** Votes a day, as columns and as a table. `zone` is the one in which the days were cut. */
export function ParticipationChart({
  say,
  days,
  zone,
}: {
  readonly say: Say
  readonly days: readonly ParticipationDay[]
  readonly zone: string
}) {
  const [first] = days
  const last = days.at(-1)
  if (first === undefined || last === undefined) return <p class="empty">{say('participation-chart.none')}</p>
  const top = Math.max(1, ...days.map(({ votes }) => votes))
  const ends = { first: inWords(say, first.day), last: inWords(say, last.day) }
  return (
    <figure class="participation">
      <p class="quiet">{say('participation-chart.top', { votes: top })}</p>
      <svg
        viewBox={`0 0 ${Math.max(days.length, 7) * COLUMN} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={say('participation-chart.described', ends)}
      >
        {days.map(({ votes }, i) => {
          const height = votes === 0 ? 0 : Math.max(1, (votes / top) * HEIGHT)
          const slot = say.dir === 'rtl' ? Math.max(days.length, 7) - 1 - i : i
          return <rect x={slot * COLUMN + 1} width={COLUMN - 2} y={(HEIGHT - height).toFixed(1)} height={height.toFixed(1)} />
        })}
      </svg>
      <p class="ends quiet">
        <span>{ends.first}</span>
        {days.length > 1 ? <span>{ends.last}</span> : null}
      </p>
      <details>
        <summary>{say('participation-chart.table')}</summary>
        <DayTable say={say} days={days} />
      </details>
      <figcaption class="quiet">{say('participation-chart.zone', { zone })}</figcaption>
    </figure>
  )
}

function DayTable({ say, days }: { say: Say; days: readonly ParticipationDay[] }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{say('participation-chart.day')}</th>
          <th scope="col" class="number">
            {say('participation-chart.votes')}
          </th>
          <th scope="col" class="number">
            {say('participation-chart.participants')}
          </th>
        </tr>
      </thead>
      <tbody>
        {days.map(({ day, votes, participants }) => (
          <tr>
            <th scope="row">
              <time datetime={day}>{inWords(say, day)}</time>
            </th>
            <td class="number">{say.number(votes)}</td>
            <td class="number">{participants === null ? say('count.few') : say.number(participants)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
