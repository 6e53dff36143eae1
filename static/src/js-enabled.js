// GOV.UK Frontend's components wake only below these class names. A file of its own: inline scripts are refused.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
