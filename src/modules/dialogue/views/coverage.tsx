import { countryName } from '../../../web/countries.ts'
import { href, type Page } from '../../../web/page.ts'
import { Day } from '../../../web/time.tsx'
import type { Coverage } from '../queries/coverage.ts'

type Props = { readonly page: Page; readonly slug: string; readonly coverage: Coverage | null; readonly live: boolean }

/** Where people said that they live: tens of people, and what that leaves unsaid. */
export function CoverageSection({ page, slug, coverage, live }: Props) {
  const { say } = page
  if (coverage === null && !live) return null
  return (
    <section id="coverage">
      <h2>{say('coverage.title')}</h2>
      {coverage === null ? <p class="empty">{say('coverage.none')}</p> : <Places page={page} coverage={coverage} />}
      {live ? (
        <p>
          <a href={href(page, `/dialogues/${slug}/country`)}>{say('coverage.say')}</a>
        </p>
      ) : null}
      <p class="quiet">{say('coverage.not-checkable')}</p>
    </section>
  )
}

function Places({ page, coverage: { said, places, countedOn } }: { page: Page; coverage: Coverage }) {
  const { say } = page
  return (
    <>
      <p>{say('coverage.said', { count: said })}</p>
      {places.length === 0 ? (
        <p class="empty">{say('coverage.no-places')}</p>
      ) : (
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
      )}
      <p>{say('coverage.rest')}</p>
    </>
  )
}
