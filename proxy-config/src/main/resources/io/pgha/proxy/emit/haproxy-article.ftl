<#assign plain = profile == "article-plain">
<#assign readOnly = profile == "article-read-only">
<#macro servers>
    default-server inter 3s fall 3 rise 2 on-marked-down shutdown-sessions
<#list articleServers as server>
    server ${server.name} ${server.address} maxconn 100 check port ${server.apiPort}
</#list>
</#macro>
listen PG1
    bind *:${settings.ports.write}
    option httpchk
    http-check expect status 200
<@servers/>

listen PG1_ro
    bind *:${settings.ports.read}
    option httpchk GET <#if readOnly>/read-only<#else>/replica</#if>
    http-check expect status 200
<#if !plain && !readOnly>
    use_backend PG1_ro_leader if { nbsrv(PG1_ro) eq 0 }
</#if>
<@servers/>
<#if !plain && !readOnly>

backend PG1_ro_leader
    option httpchk GET /primary
    http-check expect status 200
<@servers/>
</#if>
