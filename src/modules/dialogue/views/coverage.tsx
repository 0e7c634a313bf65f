import { countryName } from '../../../web/countries.ts'
import { href, type Page } from '../../../web/page.ts'
import { Day } from '../../../web/time.tsx'
import type { Absence } from '../queries/absence.ts'
import type { Coverage } from '../queries/coverage.ts'
import { Compared } from './absence.tsx'

type Props = {
  readonly page: Page
  readonly slug: string
  readonly coverage: Coverage | null
  readonly absence: Absence | null
  readonly live: boolean
}

/** Where people said that they live: tens of people, who is missing, and what that leaves unsaid. */
export function CoverageSection({ page, slug, coverage, absence, live }: Props) {
  const { say } = page
  if (coverage === null && absence === null && !live) return null
  const untold = absence?.untold ?? 0
  return (
    <section id="coverage">
      <h2>{say('coverage.title')}</h2>
      {coverage === null ? (
        <p class="empty">{say('coverage.none')}</p>
      ) : (
        <p>
          {say('coverage.said', { count: coverage.said })}
          {untold === 0 ? null : ` ${say('absence.untold', { count: untold })}`}
        </p>
      )}
      {coverage === null || absence !== null ? null : <Places page={page} coverage={coverage} />}
      {absence === null ? null : <Compared page={page} slug={slug} absence={absence} countedOn={coverage?.countedOn ?? null} live={live} />}
      {coverage === null ? null : <p>{say(absence === null ? 'coverage.rest' : 'absence.rest')}</p>}
      {live ? (
        <p>
          <a href={href(page, `/dialogues/${slug}/country`)}>{say('coverage.say')}</a>
        </p>
      ) : null}
      <p class="quiet">{say('coverage.not-checkable')}</p>
    </section>
  )
}

function Places({ page, coverage: { places, countedOn } }: { page: Page; coverage: Coverage }) {
  const { say } = page
  if (places.length === 0) return <p class="empty">{say('coverage.no-places')}</p>
  return (
    <table class="coverage">
      <caption class="quiet">
        {say('coverage.counted')} <Day page={page} at={countedOn} />
      </caption>
      <thead>
        <tr>
          <th scope="col">{say('coverage.country')}</th>
          <th scope="col">{say('coverage.people')}</th>
        </tr>
      </thead>
      <tbody>
        {places.map(({ country, people }) => (
          <tr>
            <th scope="row">{countryName(say.locale, country)}</th>
            <td>{say('coverage.at-least', { count: people })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
