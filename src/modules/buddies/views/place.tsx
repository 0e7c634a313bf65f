import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Verdict } from '#base'
import type { Here } from '../queries/here.ts'
import type { Counts } from '../queries/reads.ts'
import { aloud, Safety, Way } from './pieces.tsx'

export type PlaceProps = {
  readonly page: Page
  readonly here: Here
  readonly counts: Counts
  readonly mayOffer: Verdict
  readonly mayAsk: Verdict
  readonly offers: boolean
  readonly asks: boolean
  readonly seesWhatWaits: boolean
}

/** What it is, who may, and how it goes: for everybody who sees the place. */
export function PlacePage(props: PlaceProps) {
  const { page, here, counts, seesWhatWaits } = props
  const { say } = page
  const title = say('buddies.title-in', { name: aloud(here.name) })
  return (
    <Layout page={page} title={title} index={here.open}>
      <Way page={page} to={here} />
      <h1>{title}</h1>
      <p class="lead">{say('buddies.lead')}</p>
      <Doors {...props} />
      <section>
        <h2>{say('buddies.how')}</h2>
        <ol>
          <li>{say('buddies.how.offer')}</li>
          <li>{say('buddies.how.ask')}</li>
          <li>{say(here.sort === 'community' ? 'buddies.how.propose' : 'buddies.how.propose-place')}</li>
          <li>{say('buddies.how.both')}</li>
          <li>{say('buddies.how.end')}</li>
        </ol>
        {here.youth ? <p>{say('buddies.how.young')}</p> : null}
        <p class="quiet">{say('buddies.how.kept')}</p>
      </section>
      <Safety page={page} />
      <Numbers page={page} counts={counts} />
      <p class="actions">
        {page.actor.person === null ? null : <a href={href(page, '/me/buddies')}>{say('buddies.mine')}</a>}
        {seesWhatWaits ? <a href={href(page, `${here.at}/desk`)}>{say('buddies.desk')}</a> : null}
      </p>
    </Layout>
  )
}

function Doors({ page, here, mayOffer, mayAsk, offers, asks }: PlaceProps) {
  const { say } = page
  if (page.actor.person === null)
    return (
      <>
        <p>{say(here.sort === 'community' ? 'buddies.for-members' : 'buddies.sign-in')}</p>
        <p class="actions">
          <a class="button" href={href(page, `/sign-in?then=${encodeURIComponent(here.at)}`)}>
            {say('nav.sign-in')}
          </a>
        </p>
      </>
    )
  if (!mayOffer.ok && !mayAsk.ok) return <p class="empty">{say(mayAsk.refusal.code, mayAsk.refusal.data)}</p>
  return (
    <p class="actions">
      {mayAsk.ok ? (
        <a class="button" href={href(page, `${here.at}/request`)}>
          {say(asks ? 'buddies.request.change' : 'buddies.request.do')}
        </a>
      ) : null}
      {mayOffer.ok ? (
        <a class="button quiet" href={href(page, `${here.at}/offer`)}>
          {say(offers ? 'buddies.offer.change' : 'buddies.offer.do')}
        </a>
      ) : null}
    </p>
  )
}

function Numbers({ page: { say }, counts: { offers, begun, good } }: Pick<PlaceProps, 'page' | 'counts'>) {
  return (
    <section>
      <h2>{say('buddies.numbers')}</h2>
      <p>{offers === null ? say('buddies.offers.few') : say('buddies.offers.count', { count: offers })}</p>
      <p>
        {begun === null ? say('buddies.begun.few') : say('buddies.begun.count', { count: begun })}{' '}
        {good === null ? '' : say('buddies.good.count', { count: good })}
      </p>
    </section>
  )
}
