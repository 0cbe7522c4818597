# Written by pgha (profile ${profile}), for HAProxy ${version} or later.
<#if !version.atLeast(2, 4)>
# HAProxy 2.2 and 2.3 may refuse Patroni's answers to HEAD, which have no headers: asked with GET.
</#if>
<#if !version.atLeast(3, 1)>
# Before HAProxy 3.1 a server counts as up after a start until its first check (init-state came with 3.1). Over a reload
# the state file keeps what was known.
</#if>
<#if settings.returnToReplicas && pools?filter(pool -> pool.fallsBack())?size gt 0>
# shutdown-backup-sessions does not work in HAProxy 3.1.0 to 3.1.2, and perhaps in releases of other branches of late 2024
# (haproxy#2848): sessions then stay on the leader after replicas are back.
</#if>
#
# maxconn of the servers:
<#list capacity as line>
#   ${line}
</#list>

global
    log ${settings.process.log} local0
    user ${settings.process.user}
    group ${settings.process.user}
<#if settings.process.chroot != "">
    chroot ${settings.process.chroot}
</#if>
    maxconn ${settings.process.maxConnections}
    stats socket ${settings.process.socket} mode 660 level admin expose-fd listeners
    # Before each reload: echo "show servers state" sent to the socket, its answer to this file.
    server-state-file ${settings.process.stateFile}
    # The process of before a reload does not check members any more: it may not serve its clients for ever.
    hard-stop-after ${settings.process.hardStopAfter}

defaults
    mode tcp
    log global
    option tcplog
    option dontlognull
    timeout connect ${settings.timeouts.connect}
    timeout queue ${settings.timeouts.queue}
    timeout check ${settings.timeouts.check}
    timeout client ${settings.timeouts.session}
    timeout server ${settings.timeouts.session}
    # A client that cannot be connected to one member is sent to another at once, not after three tries.
    retries 1
    option redispatch 1
    option clitcpka
    option srvtcpka
<#if version.atLeast(2, 3)>
    clitcpka-idle 30s
    clitcpka-intvl 5s
    clitcpka-cnt 3
    srvtcpka-idle 30s
    srvtcpka-intvl 5s
    srvtcpka-cnt 3
</#if>
    load-server-state-from-file global
<#if resolves>

resolvers pgha_names
    parse-resolv-conf
    hold valid 10s
</#if>

<#assign listeners = pools?filter(pool -> pool.port gt 0)>
# Statistics on /, Prometheus on /metrics. keepalived asks for /alive, and whether there are servers for /writes and /reads.
frontend pgha_status
    mode http
<#list statusAddresses as address>
    bind ${address}:${settings.ports.status}
</#list>
    option dontlog-normal
    timeout client 10s
    timeout http-request 5s
    http-request use-service prometheus-exporter if { path /metrics }
<#list ["writes", "reads"] as question>
<#-- Without such a listener the other one decides: an address is for what there is. -->
<#assign asked = listeners?filter(pool -> pool.name == "pgha_" + question)?first!listeners?first>
    http-request return status 200 if { path /${question} } { nbsrv(${asked.name}) gt 0 }
    http-request return status 503 if { path /${question} }
</#list>
    http-request return status 200 if { path /alive }
    stats enable
    stats uri /
<#list pools as pool>

# ${pool.purpose}
<#if pool.port gt 0>
listen ${pool.name}
    bind ${bind}:${pool.port}${bindOptions}
    # All listeners together leave room for the status, or a full HAProxy would look like a dead one.
    maxconn ${(settings.process.maxConnections * 9 / 10 / listeners?size)?floor?c}
<#else>
backend ${pool.name}
</#if>
<#if pool.balance != "">
    balance ${pool.balance}
</#if>
<#if pool.allBackups && pool.fallsBack()>
    option allbackups
</#if>
    option httpchk ${method} ${pool.path}
    http-check expect status 200
<#if pool.path == "/primary" || pool.path == "/leader">
    # An old leader is out after ${pool.timing.interval} + ${pool.timing.fall - 1} x ${pool.timing.fast} at most, a new one in after ${pool.timing.rise - 1} x ${pool.timing.fast} at least.
</#if>
    default-server inter ${pool.timing.interval} fastinter ${pool.timing.fast} downinter ${pool.timing.down} fall ${pool.timing.fall} rise ${pool.timing.rise} tcp-ut ${settings.timeouts.unacknowledged}<#if pool.endsSessions> on-marked-down shutdown-sessions</#if><#if resolves> resolvers pgha_names init-addr last,libc,none</#if>
<#list pool.servers as server>
    server ${server.name} ${server.address}<#if server.limit gt 0> maxconn ${server.limit}</#if> <#if server.track != "">track ${server.track}<#else>${server.check}<#if version.atLeast(3, 1)> init-state down</#if><#if settings.returnToReplicas && pool.fallsBack() && !server.backup> on-marked-up shutdown-backup-sessions</#if></#if><#if server.backup> backup</#if>
</#list>
</#list>
