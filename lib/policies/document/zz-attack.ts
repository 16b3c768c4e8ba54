import { bringInText } from "./bring-in-text.ts";
import { parseDocument } from "./parse-document.ts";
import { printDocument } from "./print-document.ts";
const t=(n:string,f:()=>unknown)=>{const s=performance.now();let e="";try{f()}catch(x){e=String(x).slice(0,90)}console.log(n.padEnd(28),Math.round(performance.now()-s),e)};
const K=Number(process.argv[2]??10000);
const cases:Record<string,string>={
 comment:"<!--", lt:"<", autolink:"<a:", star_us:"*_", bold:"**a *b ", open:"[a](", br:"[", img:"![", bang:"!", close:"]", tick:"`a``", tilde:"~~a ", esc:"\\*\\_", escbr:"\\[a\\](", esclt:"\\<!--", colon:":a[", amp:"&", at:"a@", words:"word ", nums:"1.1 ", nl:"*_\n", http:"http://", us:"_a", star:"*a ", dirtext:":a", und:"\\", local:":local[a]{name=", pipes:"a|b\n", gt:"> *_ ", quotes:">".repeat(1), list:"- ", colons: ":::a\n", dash:"a\n- ", head:"#", eqs:"=\n", def:"[a]: b\n", ref:"[a][b] "
};
for(const [n,c] of Object.entries(cases)){const text=c.repeat(Math.ceil(K/c.length)); t("parse "+n,()=>parseDocument(text)); if(process.argv[3]) t("bring "+n,()=>{const d=bringInText(text).document; const p=printDocument(d);t("  reparse "+n,()=>parseDocument(p))});}
