import type { WorldPart } from '../../../platform/world-map.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Place } from '../../places/index.ts'
import type { Sign } from '../rules.ts'
import { placeName } from './words.ts'

/** A place with the bodies that said that they work there. `weight`: how many. */
export type OnMap = {
  readonly place: Place
  readonly weight: number
  readonly bodies: readonly string[]
  readonly x: number
  readonly y: number
}
export type InTable = { readonly place: Place; readonly count: number; readonly shown: boolean }

type Props = {
  readonly page: Page
  readonly part: WorldPart
  readonly parts: readonly WorldPart[]
  readonly size: { readonly width: number; readonly height: number }
  readonly signs: readonly Sign<OnMap>[]
  readonly table: readonly InTable[]
  readonly borders: boolean
}

export function MapPage({ page, part, parts, size, signs, table, borders }: Props) {
  const { say } = page
  return (
    <Layout page={page} title={say('directory.map.title')} description={say('directory.map.lead')} width="wide">
      <h1>{say('directory.map.title')}</h1>
      <p class="lead">{say('directory.map.lead')}</p>
      <nav class="tabs" aria-label={say('directory.views')}>
        <a href={href(page, '/directory')}>{say('directory.as-list')}</a>
        <a href={href(page, '/directory/map')} aria-current="page">
          {say('directory.as-map')}
        </a>
      </nav>
      <nav class="tabs" aria-label={say('directory.map.parts')}>
        {parts.map((one) => (
          <a
            href={href(page, one === 'world' ? '/directory/map' : `/directory/map?part=${one}`)}
            aria-current={one === part ? 'true' : undefined}
          >
            {say(`directory.map.part.${one}`)}
          </a>
        ))}
      </nav>
      <Picture page={page} part={part} size={size} signs={signs} />
      <p class="quiet">{say(borders ? 'directory.map.with-borders' : 'directory.map.without-borders')}</p>
      {table.length === 0 ? (
        <p class="empty">{say('directory.map.none')}</p>
      ) : (
        <table>
          <caption>{say('directory.map.table')}</caption>
          <thead>
            <tr>
              <th scope="col">{say('directory.facet.place')}</th>
              <th scope="col" class="number">
                {say('directory.map.bodies')}
              </th>
            </tr>
          </thead>
          <tbody>
            {table.map(({ place, count, shown }) => (
              <tr id={`at-${place.id}`}>
                <th scope="row">
                  <a href={href(page, `/directory?place=${place.id}`)}>{placeName(say, place)}</a>
                  {shown ? null : <span class="quiet"> {say('directory.map.not-shown')}</span>}
                </th>
                <td class="number">{say.number(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Layout>
  )
}

/** The coasts are a picture of their own that browsers keep; what lies on it are links, in the order of the table. */
function Picture({ page, part, size: { width, height }, signs }: Pick<Props, 'page' | 'part' | 'size' | 'signs'>) {
  const { say } = page
  const bodies = new Set(signs.flatMap(({ things }) => things.flatMap((thing) => thing.bodies))).size
  return (
    <svg viewBox={`0 0 ${width} ${height}`} width="100%" role="group" aria-labelledby="map-title map-what">
      <title id="map-title">{say(`directory.map.part.${part}`)}</title>
      <desc id="map-what">{say('directory.map.what', { bodies })}</desc>
      <image href={href(page, `/directory/map/${part}.svg`)} width={width} height={height} aria-hidden="true" />
      {signs.map((sign) => (
        <SignLink page={page} sign={sign} />
      ))}
    </svg>
  )
}

const MOST_NAMES = 4

function SignLink({ page, sign: { x, y, things } }: { page: Page; sign: Sign<OnMap> }) {
  const { say } = page
  const [first] = things
  if (first === undefined) return null
  const count = new Set(things.flatMap(({ bodies }) => bodies)).size
  const names = things.slice(0, MOST_NAMES).map(({ place }) => placeName(say, place))
  const label = say('directory.map.sign', { places: `\u2068${say.list(names)}\u2069`, count })
  const to = things.length === 1 ? href(page, `/directory?place=${first.place.id}`) : `#at-${first.place.id}`
  return (
    <a href={to} aria-label={label}>
      <title>{label}</title>
      <circle cx={x} cy={y} r={count > 99 ? 16 : 13} fill="#0f5a73" stroke="#fbf7f0" stroke-width="1.5" />
      <text x={x} y={y + 4.5} text-anchor="middle" font-size="13" font-weight="600" fill="#fff" aria-hidden="true">
        {say.number(count)}
      </text>
    </a>
  )
}
