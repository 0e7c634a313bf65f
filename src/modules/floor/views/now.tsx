import { InLanguage } from '../../../web/layout.tsx'
import type { Page } from '../../../web/page.ts'
import { PlaceMoment } from '../../../web/time.tsx'
import type { SessionCard } from '../../gatherings/index.ts'
import type { Block } from '../queries/floor-facts.ts'
import type { Speaking } from '../queries/speaking.ts'
import { minutesLeft } from '../rules.ts'
import { clock } from './pieces.tsx'

export type NowProps = {
  readonly page: Page
  readonly session: SessionCard
  readonly blocks: readonly Block[]
  readonly speaking: Speaking
}

/** Where the session stands: the block that runs, the next one, the minutes that are left, and who speaks. */
export function Now({ page, session, blocks, speaking }: NowProps) {
  const { say, now } = page
  const running = blocks.find(({ beganAt, endedAt }) => beganAt !== null && endedAt === null)
  const next = blocks.find(({ beganAt, position }) => beganAt === null && position > (running?.position ?? -1))
  const left = running === undefined ? null : minutesLeft(running, now)
  return (
    <section data-part="now" aria-label={say('floor.now')}>
      <p class="status">
        <strong>{say(`floor.phase.${session.phase}`)}</strong>{' '}
        {session.phase === 'before' && session.hoursKnown ? <PlaceMoment page={page} at={session.startsAt} zone={session.zone} /> : null}
        {session.phase === 'closed' && session.closedAt !== null ? (
          <PlaceMoment page={page} at={session.closedAt} zone={session.zone} />
        ) : null}
      </p>
      {running === undefined ? (
        session.phase === 'running' ? (
          <p>{say('floor.between-blocks')}</p>
        ) : null
      ) : (
        <p class="lead">
          {say('floor.block.now')} <BlockName page={page} block={running} />
        </p>
      )}
      {session.phase !== 'running' ? null : (
        <dl class="numbers">
          {left === null || running?.beganAt == null ? null : (
            <div>
              <dt>{say(left < 0 ? 'floor.minutes-over' : 'floor.minutes-left')}</dt>
              <dd
                data-over={say('floor.minutes-over')}
                data-ends={new Date(running.beganAt.getTime() + running.minutes * 60_000).toISOString()}
              >
                {say.number(Math.abs(left))}
              </dd>
            </div>
          )}
          {speaking.now === null ? null : (
            <div>
              <dt>
                {say('floor.speaks')} <bdi>{speaking.now.label ?? say('floor.speaker.participant')}</bdi>
              </dt>
              <dd data-began={speaking.now.beganAt.toISOString()}>
                {clock(Math.max(0, Math.round((now.getTime() - speaking.now.beganAt.getTime()) / 1000)))}
              </dd>
            </div>
          )}
        </dl>
      )}
      {next === undefined || session.phase === 'closed' ? null : (
        <p class="quiet">
          {say('floor.block.next')} <BlockName page={page} block={next} />
        </p>
      )}
    </section>
  )
}

export const BlockName = ({ page, block }: { page: Page; block: Block }) =>
  block.title === '' ? (
    <span>{page.say(`floor.block.${block.sort}`)}</span>
  ) : (
    <InLanguage language={block.language}>{block.title}</InLanguage>
  )
