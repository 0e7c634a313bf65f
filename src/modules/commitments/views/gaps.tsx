import { Form } from '../../../web/fields.tsx'
import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Card } from '../queries/cards.ts'
import type { Gaps } from '../queries/gaps.ts'
import { LEAST_LETTERS, NEAR } from '#lookalike'
import { BoardFrame } from './board.tsx'
import { BodyWords, CardRows } from './pieces.tsx'

type Props = {
  readonly page: Page
  readonly gaps: Gaps
  readonly mayMake: boolean
  /** Whether the reader may say of a pair that it is none. */
  readonly mayJudge: (pair: readonly [Card, Card]) => boolean
  /** Of which of the two the reader's body is the lead: that one can be merged. */
  readonly mine: (card: Card) => boolean
  /** Whether the lead of the second asked the body of the first to stand by it: without that nobody merges into what is another's. */
  readonly asked: (from: Card, into: Card) => boolean
}

/** What nobody has promised, what leaves no trace, what cannot be, what looks alike. */
export function GapsPage({ page, gaps, mayMake, mayJudge, mine, asked }: Props) {
  const { say } = page
  const { wanted, untraced, impossible, alike } = gaps
  const nothing = wanted.length + untraced.length + impossible.length + alike.length === 0
  return (
    <BoardFrame page={page}>
      {nothing ? <p class="empty">{say('commitment.gaps.none')}</p> : null}
      {wanted.length === 0 ? null : (
        <section>
          <h2>{say('commitment.gaps.wanted', { count: wanted.length })}</h2>
          <p class="quiet">{say('commitment.gaps.wanted.lead')}</p>
          <ul class="rows">
            {wanted.map((source) => (
              <li>
                <InLanguage as="p" language={source.language}>
                  {source.text}
                </InLanguage>
                <p>
                  <a href={href(page, source.path)}>{say('commitment.source.open')}</a>
                  {mayMake ? (
                    <>
                      {' '}
                      · <a href={href(page, `/commitments/new?source=${source.sort}:${source.id}`)}>{say('commitment.make')}</a>
                    </>
                  ) : null}
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Rows page={page} heading={say('commitment.gaps.untraced', { count: untraced.length })} cards={untraced} />
      <Rows page={page} heading={say('commitment.gaps.impossible', { count: impossible.length })} cards={impossible} />
      {alike.length === 0 ? null : (
        <section>
          <h2>{say('commitment.gaps.alike', { count: alike.length })}</h2>
          <p class="quiet">{say('commitment.gaps.alike.rule', { share: say.share(NEAR), letters: LEAST_LETTERS })}</p>
          <ul class="cards">
            {alike.map((pair) => (
              <Pair page={page} pair={pair} mayJudge={mayJudge(pair)} mine={mine} asked={asked} />
            ))}
          </ul>
        </section>
      )}
    </BoardFrame>
  )
}

function Rows({ page, heading, cards }: { page: Page; heading: string; cards: readonly Card[] }) {
  if (cards.length === 0) return null
  return (
    <section>
      <h2>{heading}</h2>
      <CardRows page={page} cards={cards} />
    </section>
  )
}

const bothWays = ([first, second]: readonly [Card, Card]) => [[first, second] as const, [second, first] as const]

type PairProps = { page: Page; pair: readonly [Card, Card]; mayJudge: boolean } & Pick<Props, 'mine' | 'asked'>

function Pair({ page, pair, mayJudge, mine, asked }: PairProps) {
  const { say } = page
  const [first, second] = pair
  return (
    <li class="card">
      {pair.map((card) => (
        <p>
          <a href={href(page, card.path)}>
            <InLanguage language={card.language}>{card.title}</InLanguage>
          </a>{' '}
          · <BodyWords page={page} body={card.lead} />
        </p>
      ))}
      <p class="status">
        <strong>
          <span aria-hidden="true">≈ </span>
          {say('commitment.alike')}
        </strong>
      </p>
      {mayJudge ? (
        <Form page={page} action={href(page, `${first.path}/pairs/${second.id}`)}>
          <button class="quiet">{say('commitment.not-same')}</button>
        </Form>
      ) : null}
      {bothWays(pair).map(([from, into]) =>
        mine(from) && asked(from, into) ? (
          <Form page={page} action={href(page, `${from.path}/merger`)}>
            <input type="hidden" name="into" value={into.id} />
            <button class="quiet">{say('commitment.merge', { title: into.title })}</button>
          </Form>
        ) : mine(into) && !asked(from, into) ? (
          <p>
            <a href={href(page, `${into.path}/supporter`)}>{say('commitment.alike.ask', { body: from.lead.name })}</a>
          </p>
        ) : null,
      )}
    </li>
  )
}
