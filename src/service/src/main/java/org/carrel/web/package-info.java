/**
 * The web frame that every page and API of the service shares: page frame, CSRF protection, return
 * targets, security headers, problems, times on pages, rate limits, the client's address.
 *
 * <p>A page includes {@code layout.html}; a form that changes state holds the CSRF field:
 *
 * <pre>{@code
 * {#include layout nav='passes' narrow=true}
 * {#title}Your pass{/title}
 * {#crumbs}<li><a href="/">Library</a></li><li aria-current="page">Your pass</li>{/crumbs}
 * <div class="head"><h1>Your pass</h1></div>
 * <form class="sheet form" method="post" action="/pass/{pass.id}/start">{csrf.field}
 *   <p>It ends {when:at(pass.end)}.</p>
 *   <button class="btn">Start</button></form>
 * {/include}
 * }</pre>
 *
 * <p>{@code nav} is one of {@code passes}, {@code institutions}, {@code me}, {@code staff} or left
 * out; slots are {@code title}, {@code head} (more elements of the head), {@code crumbs} (list
 * items) and {@code dock} (the phone's bottom bar); what stands outside a slot is the page. Every
 * answer without a {@code Cache-Control} of its own is sent with {@code no-store}.
 */
@NullMarked
package org.carrel.web;

import org.jspecify.annotations.NullMarked;
