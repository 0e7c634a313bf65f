import type { Child } from 'hono/jsx'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Place } from '../queries/documents.ts'
import type { Endorsement } from '../queries/endorsements.ts'
import { EndorsementWords, type Said } from './endorse.tsx'
import { Crumb } from './pieces.tsx'

type Props = {
  readonly page: Page
  readonly place: Place
  readonly one: Endorsement
  readonly said: Said
  /** False: the body has said something else since. */
  readonly isLast: boolean
  readonly sections: readonly Child[]
}

/** What one body said to one article, at an address of its own: to point at it, and to report it. */
export function ReservationPage({ page, place, one, said, isLast, sections }: Props) {
  const { say } = page
  const heading = say('outcome.reservation.to', { number: one.article })
  return (
    <Layout page={page} title={heading}>
      <Crumb page={page} path={`${place.path}/endorsements`} text={say('outcome.endorsements')} />
      <h1>{heading}</h1>
      {isLast ? null : <p class="note">{say('outcome.reservation.superseded')}</p>}
      <EndorsementWords page={page} place={null} one={one} said={said} />
      <p>
        <a href={href(page, `${place.path}/articles/${one.article}`)}>{say('outcome.words.article', { number: one.article })}</a>
      </p>
      {[...sections]}
    </Layout>
  )
}
