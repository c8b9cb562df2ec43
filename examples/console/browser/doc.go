// Package browser tests the console in a browser, as people use it: every page and every
// flow to its end, by the keyboard alone, without scripts, on a narrow screen, in the dark
// and under hostile names. It is a module of its own, so that who requires Lupa does not
// require a browser's driver.
//
// It needs Chromium (chromium on the path, or CONSOLE_CHROMIUM), and npm, by which it gets
// the checker of accessibility, axe-core. Without them the tests fail.
//
// With CONSOLE_SCREENSHOTS it writes pictures of every page into that directory: 1280 and
// 390 points wide, light and dark.
package browser
