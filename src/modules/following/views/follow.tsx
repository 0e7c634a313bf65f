import { Form } from '../../../web/fields.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Subject } from '../../../core/published.ts'
import { SubjectFields } from './follows.tsx'

export type FollowProps = {
  readonly page: Page
  readonly subject: Subject
  /** As addresses write it: `topic:health`. */
  readonly written: string
  /** Its page, to come back to. */
  readonly path: string
  readonly state: 'followed' | 'belongs' | 'open'
  /** In tens from ten on; null: it is not told. */
  readonly followers: number | null
}

/** One press, and another that undoes it. Without an account the page of the feed itself is the way. */
export function Follow({ page, subject, written, path, state, followers }: FollowProps) {
  const { say } = page
  if (state === 'belongs') return <p class="quiet">{say('follow.belongs')}</p>
  return (
    <>
      <div class="actions">
        {page.actor.account === null ? (
          <a class="button quiet" href={href(page, `/feeds?follow=${written}`)}>
            {say('follow.without-account')}
          </a>
        ) : (
          <Form page={page} action={href(page, state === 'followed' ? '/me/follows/undo' : '/me/follows')}>
            <SubjectFields sort={subject.sort} id={subject.id} then={path} />
            {state === 'followed' ? (
              <p>
                {say('follow.followed')} <button class="plain">{say('follow.undo')}</button> ·{' '}
                <a href={href(page, '/me/feed')}>{say('following.title')}</a>
              </p>
            ) : (
              <button class="quiet">{say('follow.do')}</button>
            )}
          </Form>
        )}
      </div>
      {followers === null ? null : <p class="quiet">{say('follow.count', { count: followers })}</p>}
    </>
  )
}
